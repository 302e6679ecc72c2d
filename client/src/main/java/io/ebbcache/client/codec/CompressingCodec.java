package io.ebbcache.client.codec;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Compresses what another codec makes, if that saves at least an eighth. The flags tell how: each way whose library is there can be read,
 * and so can what is not compressed.
 *
 * <pre>
 *  +--------------------------+------------------------------------------+
 *  | length, 4 bytes, big end | zlib stream, LZ4 block, Zstandard frame  |
 *  +--------------------------+------------------------------------------+
 * </pre>
 *
 * <p>The length is of what was compressed. It is checked before there is memory for it.
 */
public final class CompressingCodec<V> implements Codec<V> {
    /** Shorter values go in one packet anyway. */
    public static final int USUAL_THRESHOLD_BYTES = 1024;

    /** What is restored at the most. */
    public static final int USUAL_MAX_BYTES = 128 << 20;

    private static final int LARGEST_MAX_BYTES = 1 << 30;
    private static final int HEADER = Integer.BYTES;

    private final Codec<V> codec;
    private final Compression compression;
    private final Compressor compressor;
    private final int thresholdBytes;
    private final int maxBytes;

    /**
     * Compresses in this way.
     *
     * @param thresholdBytes shorter values are stored as they are
     * @param maxBytes longer values are stored as they are, and what would be longer is not restored; at most 2^30
     * @throws IllegalStateException if the library of the compression is missing
     */
    public CompressingCodec(Codec<V> codec, Compression compression, int thresholdBytes, int maxBytes) {
        if (thresholdBytes < 1 || maxBytes < thresholdBytes || maxBytes > LARGEST_MAX_BYTES) {
            throw new IllegalArgumentException("threshold " + thresholdBytes + ", at most " + maxBytes + " bytes");
        }
        if (codec instanceof CompressingCodec) {
            throw new IllegalArgumentException("this codec compresses already");
        }
        this.codec = codec;
        this.compression = compression;
        this.thresholdBytes = thresholdBytes;
        this.maxBytes = maxBytes;
        try {
            this.compressor = compression.compressor();
        } catch (LinkageError e) {
            throw new IllegalStateException(missing(compression), e);
        }
    }

    /** Compresses in the best way there is, with the usual bounds. */
    public static <V> CompressingCodec<V> of(Codec<V> codec) {
        return of(codec, Compression.best());
    }

    /**
     * Compresses in this way, with the usual bounds.
     *
     * @throws IllegalStateException if its library is missing
     */
    public static <V> CompressingCodec<V> of(Codec<V> codec, Compression compression) {
        return new CompressingCodec<>(codec, compression, USUAL_THRESHOLD_BYTES, USUAL_MAX_BYTES);
    }

    @Override
    public Encoded encode(V value) {
        Encoded plain = codec.encode(value);
        int length = plain.bytes().length;
        if (length < thresholdBytes || length > maxBytes) {
            return plain;
        }
        byte[] made = new byte[HEADER + compressor.room(length)];
        int compressed = compressor.compress(plain.bytes(), made, HEADER);
        if (compressed < 0 || HEADER + compressed > length - length / 8) {
            return plain;
        }
        ByteBuffer.wrap(made).putInt(length);
        return new Encoded(plain.flags() | compression.flags(), Arrays.copyOf(made, HEADER + compressed));
    }

    @Override
    public V decode(int flags, byte[] bytes) {
        return Flags.isCompressed(flags)
                ? codec.decode(flags & ~Flags.COMPRESSION_MASK, restored(flags, bytes))
                : codec.decode(flags, bytes);
    }

    private byte[] restored(int flags, byte[] bytes) {
        Compression used = Compression.of(flags);
        if (used == null) {
            throw new CodecException("flags 0x%x: no compression that is known".formatted(flags));
        }
        Compressor restorer;
        try {
            restorer = used == compression ? compressor : used.compressor();
        } catch (LinkageError e) {
            throw new CodecException(missing(used), e);
        }
        if (bytes.length <= HEADER) {
            throw new CodecException("compressed data without content");
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        if (length < 0 || length > maxBytes) {
            throw new CodecException("compressed data of " + Integer.toUnsignedString(length) + " bytes, at most "
                    + maxBytes + " are restored");
        }
        if (!restorer.canRestore(bytes, HEADER, length)) {
            throw new CodecException("compressed data that is not of " + length + " bytes");
        }
        byte[] plain = new byte[length];
        restorer.restore(bytes, HEADER, plain);
        return plain;
    }

    private static String missing(Compression compression) {
        return compression + " needs " + compression.library() + " on the class path";
    }
}
