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

    static final String DUPLICATE_FLAG = "CLIENT_ERROR duplicate flag";
    static final String INVALID_FLAG = "CLIENT_ERROR invalid flag";
    static final String INVALID_OR_DUPLICATE_FLAG = "CLIENT_ERROR invalid or duplicate flag";
    static final String TOO_MANY_FLAGS = "CLIENT_ERROR options flags are too long";
    static final String LONG_OPAQUE = "CLIENT_ERROR opaque token too long";
    static final String BAD_TOKEN = "CLIENT_ERROR bad token in command line format";
    static final String BAD_META_DELTA = "CLIENT_ERROR invalid numeric delta value";
    static final String BAD_INITIAL = "CLIENT_ERROR invalid numeric initial value";
    static final String BAD_KEY = "CLIENT_ERROR error decoding key";

    static final String KEY_OF_250 = "k".repeat(250);
    static final String KEY_OF_251 = "k".repeat(251);

    private Scripts() {}

    public static List<Script> all() {
        return Stream.of(
                        StorageScripts.all(),
                        RetrievalScripts.all(),
                        LineScripts.all(),
                        OperatorScripts.all(),
                        MalformedScripts.all(),
                        MetaGetScripts.all(),
                        MetaStoreScripts.all(),
                        MetaChangeScripts.all())
                .flatMap(List::stream)
                .toList();
    }
}
