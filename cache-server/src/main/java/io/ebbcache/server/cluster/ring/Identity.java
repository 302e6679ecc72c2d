package io.ebbcache.server.cluster.ring;

/**
 * Which member a process is.
 *
 * @param name of the node, stable over restarts
 * @param started when this process was, see {@link Member#started}
 */
public record Identity(String name, long started) {

    /** Whether a member is this process. */
    public boolean is(Member member) {
        return bears(member) && started == member.started();
    }

    /** Whether a member is this node, or was when another process did its work. */
    public boolean bears(Member member) {
        return name.equals(member.name());
    }
}
