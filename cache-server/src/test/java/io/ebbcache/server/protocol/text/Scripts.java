package io.ebbcache.server.protocol.text;

import java.util.List;
import java.util.stream.Stream;

/** All scripts: every command, every error, and what broke servers before. */
public final class Scripts {

    static final String BAD_LINE = "CLIENT_ERROR bad command line format";
    static final String BAD_CHUNK = "CLIENT_ERROR bad data chunk";
    static final String BAD_EXPTIME = "CLIENT_ERROR invalid exptime argument";
    static final String BAD_DELTA = "CLIENT_ERROR invalid numeric delta argument";
    static final String NON_NUMERIC = "CLIENT_ERROR cannot increment or decrement non-numeric value";
    static final String TOO_LARGE = "SERVER_ERROR object too large for cache";

    static final String KEY_OF_250 = "k".repeat(250);
    static final String KEY_OF_251 = "k".repeat(251);

    private Scripts() {}

    public static List<Script> all() {
        return Stream.of(StorageScripts.all(), RetrievalScripts.all(), LineScripts.all(), MalformedScripts.all())
                .flatMap(List::stream)
                .toList();
    }
}
