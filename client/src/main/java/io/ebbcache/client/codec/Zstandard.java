package io.ebbcache.client.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/** One frame of Zstandard, by zstd-jni. Its contexts are kept: making one takes longer than a value of a few KiB. */
final class Zstandard implements Compressor {
    private static final Spares<ZstdCompressCtx> COMPRESSORS =
            new Spares<>(ZstdCompressCtx::new, ZstdCompressCtx::close);
    private static final Spares<ZstdDecompressCtx> RESTORERS =
            new Spares<>(ZstdDecompressCtx::new, ZstdDecompressCtx::close);

    Zstandard() {
        // the native library is loaded here, or not at all
        Zstd.isError(0);
    }

    @Override
    public int room(int length) {
        return Math.toIntExact(Zstd.compressBound(length));
    }

    @Override
    public int compress(byte[] from, byte[] to, int offset) {
        return COMPRESSORS.with(
                context -> context.compressByteArray(to, offset, to.length - offset, from, 0, from.length));
    }

    @Override
    public boolean canRestore(byte[] from, int offset, int length) {
        return Zstd.getFrameContentSize(from, offset, from.length - offset) == length;
    }

    @Override
    public void restore(byte[] from, int offset, byte[] to) {
        int made;
        try {
            made = RESTORERS.with(
                    context -> context.decompressByteArray(to, 0, to.length, from, offset, from.length - offset));
        } catch (ZstdException e) {
            throw new CodecException("broken Zstandard data", e);
        }
        if (made != to.length) {
            throw new CodecException("broken Zstandard data");
        }
    }
}
