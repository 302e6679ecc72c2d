package io.ebbcache.client.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Decimal digits, as counters are. */
final class NumberCodec implements Codec<Long> {
    private static final int LONGEST = 32;

    @Override
    public Encoded encode(Long value) {
        return new Encoded(Format.STRING.flags(), Long.toString(value).getBytes(ISO_8859_1));
    }

    @Override
    public Long decode(int flags, byte[] bytes) {
        // the small marks of other clients do no harm: what they compress or pickle is no decimal number
        int foreign = 0xff;
        if ((flags & ~foreign) != 0) {
            throw Flags.unexpected("a number", flags);
        }
        if (bytes.length > LONGEST) {
            throw new CodecException("not a number: " + bytes.length + " bytes");
        }
        // memcached leaves spaces behind a counter that got shorter
        String text = new String(bytes, ISO_8859_1).stripTrailing();
        try {
            if (text.startsWith("+")) {
                throw new NumberFormatException("a sign");
            }
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CodecException("not a number, or beyond 2^63: " + text, e);
        }
    }
}
