package io.ebbcache.server.protocol.binary;

/**
 * A packet, all numbers big endian:
 *
 * <pre>
 *   0        1        2                 4        5          6                  8
 *  +--------+--------+-----------------+--------+----------+------------------+
 *  | magic  | opcode | length of key   | extras | data type| status, if reply |
 *  +--------+--------+-----------------+--------+----------+------------------+
 *  | length of extras, key and value   | opaque, sent back as it came         |
 *  +-----------------------------------+--------------------------------------+
 *  | CAS number                                                               |
 *  +--------------------------------------------------------------------------+
 *  | extras, key, value                                                       |
 * </pre>
 */
final class PacketLayout {

    static final int HEADER_BYTES = 24;

    static final int OPCODE = 1;
    static final int KEY_LENGTH = 2;
    static final int EXTRAS_LENGTH = 4;
    static final int BODY_LENGTH = 8;
    static final int OPAQUE = 12;
    static final int CAS = 16;

    /** The first byte of a request. */
    static final byte REQUEST = (byte) 0x80;

    /** The first byte of a reply. */
    static final int REPLY = 0x81;

    /** Extras of set, add and replace: flags, expiry. */
    static final int STORE_EXTRAS_BYTES = 8;

    static final int STORE_EXPTIME = 4;

    /** Extras of increment and decrement: delta, initial number, expiry. */
    static final int NUMBER_EXTRAS_BYTES = 20;

    static final int NUMBER_INITIAL = 8;
    static final int NUMBER_EXPTIME = 16;

    /** The expiry with which increment and decrement make no number. */
    static final int DO_NOT_CREATE = 0xffffffff;

    /** Extras of touch, of get and touch, and of flush if it has any: expiry. */
    static final int EXPTIME_EXTRAS_BYTES = 4;

    /** Extras of a reply to get: flags. */
    static final int FLAGS_EXTRAS_BYTES = 4;

    /** A longer body is no request. */
    static final long LONGEST_BODY_BYTES = 1L << 30;

    private PacketLayout() {}
}
