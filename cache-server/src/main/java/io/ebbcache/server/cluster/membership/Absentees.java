package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingView;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which nodes of the ring are not there, and since when. Used by one thread. */
final class Absentees {

    private final Map<String, Long> since = new HashMap<>();

    /**
     * Takes in who is there now.
     *
     * @return names of those who are not, each with the time when that was noticed
     */
    Map<String, Long> since(@Nullable RingView ring, Collection<Member> here, long nanos) {
        Set<String> missing = new HashSet<>();
        if (ring != null) {
            ring.members().forEach(member -> missing.add(member.name()));
            here.forEach(member -> missing.remove(member.name()));
        }
        since.keySet().retainAll(missing);
        missing.forEach(name -> since.putIfAbsent(name, nanos));
        return Map.copyOf(since);
    }
}
