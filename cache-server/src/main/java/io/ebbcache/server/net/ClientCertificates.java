package io.ebbcache.server.net;

/** Whether clients show who they are when TLS begins. */
public enum ClientCertificates {
    /** They are not asked. */
    NONE,
    /** They are asked; a certificate that is shown must be one of the authorities'. */
    REQUEST,
    /** Without a certificate of the authorities nobody is let in. */
    REQUIRE
}
