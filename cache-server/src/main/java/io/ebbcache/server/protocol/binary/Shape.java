package io.ebbcache.server.protocol.binary;

/** Which lengths of extras, key and body a command may have. */
enum Shape {
    /** A header, no more. */
    NOTHING,
    /** A key. */
    KEY,
    /** A key, or none. */
    OPTIONAL_KEY,
    /** Flags, expiry, key, value. */
    STORE,
    /** Key, value. */
    EXTEND,
    /** Delta, initial number, expiry, key. */
    NUMBER,
    /** Expiry, key. */
    TOUCH,
    /** Expiry, or nothing. */
    FLUSH,
    /** The name of a mechanism as key, what it needs as value. */
    LOGIN,
    /** Nobody knows. */
    ANY;

    /** Whether these lengths are right; extras and key are known to lie within the body. */
    boolean fits(int extras, int key, long body) {
        boolean whole = body == extras + key;
        return switch (this) {
            case NOTHING -> body == 0;
            case KEY -> extras == 0 && key > 0 && whole;
            case OPTIONAL_KEY -> extras == 0 && whole;
            case STORE -> extras == PacketLayout.STORE_EXTRAS_BYTES && key > 0;
            case EXTEND, LOGIN -> extras == 0 && key > 0;
            case NUMBER -> extras == PacketLayout.NUMBER_EXTRAS_BYTES && key > 0 && whole;
            case TOUCH -> extras == PacketLayout.EXPTIME_EXTRAS_BYTES && key > 0 && whole;
            case FLUSH -> key == 0 && whole && (extras == 0 || extras == PacketLayout.EXPTIME_EXTRAS_BYTES);
            case ANY -> true;
        };
    }
}
