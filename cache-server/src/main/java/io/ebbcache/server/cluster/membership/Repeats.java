package io.ebbcache.server.cluster.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jgroups.Address;

/** When something is said to a node again that may not have heard it: soon, and then less and less often. */
final class Repeats {

    private static final long FIRST_NANOS = 100_000_000;
    private static final long LONGEST_NANOS = 1_600_000_000;

    /** The next time, and how long after it comes another. */
    private record Due(long nanos, long delay) {}

    private final Map<Address, Due> dues = new HashMap<>();

    /** Whether it is time to say it again; not yet when this is asked for the first time, as it has just been said. */
    boolean isDue(Address address, long nanos) {
        Due due = dues.get(address);
        if (due != null && nanos - due.nanos() < 0) {
            return false;
        }
        long delay = due == null ? FIRST_NANOS : Math.min(2 * due.delay(), LONGEST_NANOS);
        dues.put(address, new Due(nanos + delay, delay));
        return due != null;
    }

    /** There is something else to say now. */
    void clear() {
        dues.clear();
    }

    /** Nothing is to be said to this one at the moment. */
    void forget(Address address) {
        dues.remove(address);
    }

    void retain(Collection<Address> addresses) {
        dues.keySet().retainAll(addresses);
    }
}
