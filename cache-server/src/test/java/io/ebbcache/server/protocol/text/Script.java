package io.ebbcache.server.protocol.text;

import io.ebbcache.server.protocol.Exchange;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends in one conversation, and the exact bytes that come back. Bytes are written as ISO 8859-1 characters.
 *
 * @param closes whether the server closes the connection after the reply
 * @param olderReply what memcached before 1.6.40 answers, if that is something else
 * @param onlyHere whether memcached is not asked, for reasons that the name tells
 */
public record Script(
        String name,
        String request,
        String reply,
        boolean closes,
        @Nullable String olderReply,
        boolean onlyHere) implements Exchange {

    private static final Pattern CAS = Pattern.compile("(VALUE \\S+ \\d+ \\d+) \\d+\r\n");

    private static final Pattern META_CAS = Pattern.compile("((?:HD|VA \\d+)(?: \\S+)*?) c[1-9]\\d*");
    private static final Pattern DEBUG_CAS = Pattern.compile("(ME \\S+ exp=-?\\d+ la=\\d+ cas=)\\d+");

    static Script script(String name) {
        return new Script(name, "", "", false, null, false);
    }

    /** Adds lines to the request, each with its line end. */
    Script send(String... lines) {
        return sendRaw(lines(lines));
    }

    /** Adds bytes to the request. */
    Script sendRaw(String bytes) {
        return new Script(name, request + bytes, reply, closes, olderReply, onlyHere);
    }

    /** Adds lines to the reply, each with its line end. */
    Script expect(String... lines) {
        return new Script(name, request, reply + lines(lines), closes, olderReply, onlyHere);
    }

    /** The server closes the connection then. */
    Script expectClose() {
        return new Script(name, request, reply, true, olderReply, onlyHere);
    }

    /** What the older memcached answers instead of all of the reply. */
    Script older(String... lines) {
        return new Script(name, request, reply, closes, lines(lines), onlyHere);
    }

    /** memcached, whose older version does something else altogether, is not asked. */
    Script notOlder() {
        return new Script(name, request, reply, closes, olderReply, true);
    }

    private static String lines(String... lines) {
        StringBuilder joined = new StringBuilder();
        for (String line : lines) {
            joined.append(line).append("\r\n");
        }
        return joined.toString();
    }

    @Override
    public String comparable(String reply) {
        return withoutCas(reply);
    }

    /** Replies with the CAS numbers made the same. */
    static String withoutCas(String reply) {
        String classic = CAS.matcher(reply).replaceAll("$1 CAS\r\n");
        return DEBUG_CAS
                .matcher(META_CAS.matcher(classic).replaceAll("$1 cCAS"))
                .replaceAll("$1CAS");
    }

    @Override
    public String toString() {
        return name;
    }
}
