package io.ebbcache.server.command;

/**
 * What the operator decided about commands.
 *
 * @param version what {@code version} answers and {@code stats} shows
 * @param flushAllowed whether {@code flush_all} is answered
 * @param shutdownAllowed whether a client may stop the server
 * @param dumpAllowed whether a client may list all keys, and watch what others do
 * @param access how clients come in
 */
public record CommandConfig(
        String version, boolean flushAllowed, boolean shutdownAllowed, boolean dumpAllowed, Access access) {

    /** Everybody may come in. */
    public CommandConfig(String version, boolean flushAllowed, boolean shutdownAllowed, boolean dumpAllowed) {
        this(version, flushAllowed, shutdownAllowed, dumpAllowed, Access.OPEN);
    }

    /** The same, for other clients. */
    public CommandConfig withAccess(Access other) {
        return new CommandConfig(version, flushAllowed, shutdownAllowed, dumpAllowed, other);
    }

    /** Flushing and dumping allowed, stopping not. */
    public static CommandConfig standard(String version) {
        return new CommandConfig(version, true, false, true);
    }
}
