package io.ebbcache.bench.load;

/**
 * The 24 bytes before every packet of the binary protocol, all numbers big-endian.
 *
 * <pre>
 *   0      1       2           4              5     6       8            12      16   24
 *   | magic| opcode| key length| extras length| type| status| body length| opaque| cas |
 * </pre>
 */
final class BinaryHeader {
    static final int OPCODE = 1;
    static final int KEY_LENGTH = 2;
    static final int EXTRAS_LENGTH = 4;
    static final int STATUS = 6;
    static final int BODY_LENGTH = 8;
    static final int BYTES = 24;

    static final byte REQUEST = (byte) 0x80;
    static final byte REPLY = (byte) 0x81;

    private BinaryHeader() {}
}
