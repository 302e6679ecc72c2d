package io.ebbcache.bench.load;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a size in bytes as people write it: {@code 100}, {@code 16k}, {@code 1m}. */
public final class ByteCount implements ITypeConverter<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([km]?)", Pattern.CASE_INSENSITIVE);

    @Override
    public Integer convert(String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if it is none
     */
    static int parse(String text) {
        Matcher matcher = SIZE.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size such as 100, 16k or 1m");
        }
        int shift = switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 0;
        };
        long bytes = Long.parseLong(matcher.group(1)) << shift;
        if (bytes < 1 || bytes > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException("'" + text + "' is not between 1 and 1023m");
        }
        return (int) bytes;
    }
}
