package io.ebbcache.client.codec;

/** Bytes as they are. Whatever anybody stored can be read, as long as this client has not compressed it. */
final class BytesCodec implements Codec<byte[]> {

    @Override
    public Encoded encode(byte[] value) {
        return new Encoded(Format.BYTES.flags(), value);
    }

    @Override
    public byte[] decode(int flags, byte[] bytes) {
        if (Flags.isCompressed(flags)) {
            throw Flags.unexpected("bytes", flags);
        }
        return bytes;
    }

    @Override
    public boolean canConcatenate() {
        return true;
    }
}
