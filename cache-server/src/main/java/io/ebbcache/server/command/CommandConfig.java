package io.ebbcache.server.command;

/**
 * What the operator decided about commands.
 *
 * @param version what {@code version} answers and {@code stats} shows
 * @param flushAllowed whether {@code flush_all} is answered
 * @param shutdownAllowed whether a client may stop the server
 */
public record CommandConfig(String version, boolean flushAllowed, boolean shutdownAllowed) {

    /** Flushing allowed, stopping not. */
    public static CommandConfig standard(String version) {
        return new CommandConfig(version, true, false);
    }
}
