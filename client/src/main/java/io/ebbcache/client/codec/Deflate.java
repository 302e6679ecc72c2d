package io.ebbcache.client.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Deflate in the wrapping of zlib, by the JDK. */
final class Deflate implements Compressor {
    /** Two bits are worth 258 bytes at best. */
    private static final long BEST_RATIO = 1032;

    @Override
    public int room(int length) {
        return length;
    }

    @Override
    public int compress(byte[] from, byte[] to, int offset) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(from);
            deflater.finish();
            int made = deflater.deflate(to, offset, to.length - offset);
            return deflater.finished() ? made : -1;
        } finally {
            deflater.end();
        }
    }

    @Override
    public boolean canRestore(byte[] from, int offset, int length) {
        return length <= BEST_RATIO * (from.length - offset);
    }

    @Override
    public void restore(byte[] from, int offset, byte[] to) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from, offset, from.length - offset);
            int made = 0;
            int more;
            while (made < to.length && (more = inflater.inflate(to, made, to.length - made)) > 0) {
                made += more;
            }
            // one byte more than there should be; it also reads the checksum at the end
            int beyond = inflater.inflate(new byte[1]);
            if (made < to.length || beyond > 0 || !inflater.finished()) {
                throw new CodecException("broken deflate data");
            }
        } catch (DataFormatException e) {
            throw new CodecException("broken deflate data", e);
        } finally {
            inflater.end();
        }
    }
}
