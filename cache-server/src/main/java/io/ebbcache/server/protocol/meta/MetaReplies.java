package io.ebbcache.server.protocol.meta;

import io.ebbcache.server.command.ReplyText;

/** The words of memcached's meta protocol. */
final class MetaReplies {

    static final ReplyText NOOP = ReplyText.line("MN");
    static final ReplyText VALUE = ReplyText.of("VA ");
    static final ReplyText DONE = ReplyText.of("HD");
    static final ReplyText MISS = ReplyText.of("EN");
    static final ReplyText NOT_STORED = ReplyText.of("NS");
    static final ReplyText EXISTS = ReplyText.of("EX");
    static final ReplyText NOT_FOUND = ReplyText.of("NF");

    static final ReplyText CLAIMED = ReplyText.of(" Z");
    static final ReplyText STALE = ReplyText.of(" X");
    static final ReplyText WON = ReplyText.of(" W");
    static final ReplyText BASE64 = ReplyText.of(" b");

    static final ReplyText DEBUG = ReplyText.of("ME ");
    static final ReplyText EXPIRES = ReplyText.of(" exp=");
    static final ReplyText LAST_ACCESS = ReplyText.of(" la=");
    static final ReplyText CAS = ReplyText.of(" cas=");
    static final ReplyText FETCHED = ReplyText.of(" fetch=yes");
    static final ReplyText NOT_FETCHED = ReplyText.of(" fetch=no");
    /** We have no slab classes; memcached's first is 1. */
    static final ReplyText SIZE = ReplyText.of(" cls=1 size=");

    static final ReplyText DUPLICATE_FLAG = ReplyText.line("CLIENT_ERROR duplicate flag");
    static final ReplyText INVALID_FLAG = ReplyText.line("CLIENT_ERROR invalid flag");
    static final ReplyText INVALID_OR_DUPLICATE_FLAG = ReplyText.line("CLIENT_ERROR invalid or duplicate flag");
    static final ReplyText TOO_MANY_FLAGS = ReplyText.line("CLIENT_ERROR options flags are too long");
    static final ReplyText LONG_OPAQUE = ReplyText.line("CLIENT_ERROR opaque token too long");
    static final ReplyText BAD_KEY = ReplyText.line("CLIENT_ERROR error decoding key");
    static final ReplyText BAD_TOKEN = ReplyText.line("CLIENT_ERROR bad token in command line format");
    static final ReplyText BAD_INITIAL = ReplyText.line("CLIENT_ERROR invalid numeric initial value");
    static final ReplyText BAD_DELTA = ReplyText.line("CLIENT_ERROR invalid numeric delta value");
    static final ReplyText BAD_STORE_MODE = ReplyText.line("CLIENT_ERROR invalid mode for ms M token");
    static final ReplyText BAD_ARITHMETIC_MODE = ReplyText.line("CLIENT_ERROR invalid mode for ma M token");

    private MetaReplies() {}
}
