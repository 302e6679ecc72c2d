package io.ebbcache.client.connection;

/** Which protocol is spoken. */
public enum ProtocolChoice {
    /** Meta if the server has it as memcached has it from 1.6.10 on, else text; asked anew on each connection. */
    AUTO,
    /** Meta; a server without it is no server. */
    META,
    /** Text. */
    TEXT
}
