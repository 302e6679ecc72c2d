package io.ebbcache.client.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/** Strings in UTF-8. Nothing is replaced by question marks, in neither direction. */
final class StringCodec implements Codec<String> {
    private static final char REPLACEMENT = '\ufffd';

    @Override
    public Encoded encode(String value) {
        checkPairs(value);
        return new Encoded(Format.STRING.flags(), value.getBytes(UTF_8));
    }

    @Override
    public String decode(int flags, byte[] bytes) {
        if (!Flags.isString(flags)) {
            throw Flags.unexpected("a string", flags);
        }
        String text = new String(bytes, UTF_8);
        // the strict decoder is slow: it is asked only where the fast one may have replaced something
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(bytes);
    }

    private static String strictly(byte[] bytes) {
        try {
            return UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CodecException("not a string in UTF-8", e);
        }
    }

    private static void checkPairs(String value) {
        int at = 0;
        while (at < value.length()) {
            int point = value.codePointAt(at);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                throw new CodecException("UTF-8 has no half of a surrogate pair; there is one at " + at);
            }
            at += Character.charCount(point);
        }
    }

    @Override
    public boolean canConcatenate() {
        return true;
    }
}
