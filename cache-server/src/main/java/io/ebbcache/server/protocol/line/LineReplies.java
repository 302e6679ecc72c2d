package io.ebbcache.server.protocol.line;

import io.ebbcache.server.command.PeerRefusal;
import io.ebbcache.server.command.ReplyText;

/** The words that the text and the meta protocol share. */
public final class LineReplies {

    public static final ReplyText LINE_END = ReplyText.line("");
    public static final ReplyText BAD_LINE = ReplyText.line("CLIENT_ERROR bad command line format");
    public static final ReplyText BAD_CHUNK = ReplyText.line("CLIENT_ERROR bad data chunk");
    public static final ReplyText NON_NUMERIC =
            ReplyText.line("CLIENT_ERROR cannot increment or decrement non-numeric value");
    public static final ReplyText TOO_LARGE = ReplyText.line("SERVER_ERROR object too large for cache");
    public static final ReplyText NO_MEMORY = ReplyText.line("SERVER_ERROR out of memory");
    public static final ReplyText NO_MEMORY_STORING = ReplyText.line("SERVER_ERROR out of memory storing object");
    public static final ReplyText NO_MEMORY_GETTING = ReplyText.line("SERVER_ERROR out of memory writing get response");
    public static final ReplyText OTHER_OWNER = refusal(PeerRefusal.OTHER_OWNER);
    public static final ReplyText LATER_RING = refusal(PeerRefusal.LATER_RING);
    public static final ReplyText NO_ANSWER = refusal(PeerRefusal.NO_ANSWER);
    public static final ReplyText UNEXPECTED = ReplyText.line("SERVER_ERROR Unhandled storage type.");

    private LineReplies() {}

    private static ReplyText refusal(PeerRefusal why) {
        return ReplyText.line("SERVER_ERROR " + why.words());
    }
}
