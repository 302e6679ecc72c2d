package io.ebbcache.server.launch;

import io.ebbcache.server.figures.Figures;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as people write it: {@code 64}, {@code 512k}, {@code 1m}, {@code 2g}. */
record ByteSize(long bytes) {
    static final long KIB = 1L << 10;
    static final long MIB = 1L << 20;
    static final long GIB = 1L << 30;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([kmg]?)b?", Pattern.CASE_INSENSITIVE);

    /** Reads a size; a number without a suffix counts bytes. */
    static final class Bytes implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return parse(text, 1);
        }
    }

    /** Reads a size; a number without a suffix counts MiB. */
    static final class Mebibytes implements ITypeConverter<ByteSize> {
        @Override
        public ByteSize convert(String text) {
            return parse(text, MIB);
        }
    }

    /** In the largest unit that leaves something before the point, with one decimal where it is not 0. */
    @Override
    public String toString() {
        return Figures.bytes(bytes);
    }

    private static ByteSize parse(String text, long unitWithoutSuffix) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new TypeConversionException("'" + text + "' is no size such as 64, 512k, 1m or 2g");
        }
        long unit = switch (size.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> KIB;
            case "m" -> MIB;
            case "g" -> GIB;
            default -> unitWithoutSuffix;
        };
        try {
            return new ByteSize(Math.multiplyExact(Long.parseLong(size.group(1)), unit));
        } catch (ArithmeticException e) {
            throw new TypeConversionException("'" + text + "' is more than there can be");
        }
    }
}
