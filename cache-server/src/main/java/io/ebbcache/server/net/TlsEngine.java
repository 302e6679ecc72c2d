package io.ebbcache.server.net;

/** Whose TLS is used. */
public enum TlsEngine {
    /** The first of the others that works here. */
    AUTO,
    /** BoringSSL, the faster one; its library exists for Linux on two kinds of processor. */
    BORINGSSL,
    /** The JDK's own, which works everywhere. */
    JDK
}
