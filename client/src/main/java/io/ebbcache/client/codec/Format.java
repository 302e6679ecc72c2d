package io.ebbcache.client.codec;

/** What the bytes of a value are. */
enum Format {
    STRING(0),
    BYTES(8 << 8),
    JSON(1 << Flags.FORMAT_SHIFT),
    SERIALIZED(2 << Flags.FORMAT_SHIFT),
    /** That there is no value, told from not knowing of any. */
    NOTHING(3 << Flags.FORMAT_SHIFT);

    private final int flags;

    Format(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }
}
