package io.ebbcache.client.codec;

import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/** One block of LZ4, by lz4-java. */
final class Lz4 implements Compressor {
    /** A byte of a match is worth 255 bytes at best. */
    private static final long BEST_RATIO = 255;

    private static final LZ4Factory FACTORY = LZ4Factory.fastestInstance();

    @Override
    public int room(int length) {
        return FACTORY.fastCompressor().maxCompressedLength(length);
    }

    @Override
    public int compress(byte[] from, byte[] to, int offset) {
        return FACTORY.fastCompressor().compress(from, 0, from.length, to, offset);
    }

    @Override
    public boolean canRestore(byte[] from, int offset, int length) {
        return length <= BEST_RATIO * (from.length - offset);
    }

    @Override
    public void restore(byte[] from, int offset, byte[] to) {
        int made;
        try {
            made = FACTORY.safeDecompressor().decompress(from, offset, from.length - offset, to, 0);
        } catch (LZ4Exception e) {
            throw new CodecException("broken LZ4 data", e);
        }
        if (made != to.length) {
            throw new CodecException("broken LZ4 data: " + made + " bytes instead of " + to.length);
        }
    }
}
