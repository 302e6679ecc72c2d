package io.ebbcache.server.command;

/**
 * What the operator decided about commands.
 *
 * @param version what {@code version} answers and {@code stats} shows
 * @param flushAllowed whether {@code flush_all} is answered
 * @param shutdownAllowed whether a client may stop the server
 * @param dumpAllowed whether a client may list all keys, watch what others do, and see the hot keys
 * @param hotKeysFound whether it is looked for keys that take a large share of the requests
 * @param access how clients come in
 */
public record CommandConfig(
        String version,
        boolean flushAllowed,
        boolean shutdownAllowed,
        boolean dumpAllowed,
        boolean hotKeysFound,
        Access access) {

    /** Everybody may come in, and hot keys are found. */
    public CommandConfig(String version, boolean flushAllowed, boolean shutdownAllowed, boolean dumpAllowed) {
        this(version, flushAllowed, shutdownAllowed, dumpAllowed, true, Access.OPEN);
    }

    /** The same, for other clients. */
    public CommandConfig withAccess(Access other) {
        return new CommandConfig(version, flushAllowed, shutdownAllowed, dumpAllowed, hotKeysFound, other);
    }

    /** The same, but it is not looked for hot keys. */
    public CommandConfig withoutHotKeys() {
        return new CommandConfig(version, flushAllowed, shutdownAllowed, dumpAllowed, false, access);
    }

    /** Flushing and dumping allowed, stopping not; hot keys are found. */
    public static CommandConfig standard(String version) {
        return new CommandConfig(version, true, false, true);
    }
}
