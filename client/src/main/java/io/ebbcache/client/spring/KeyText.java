package io.ebbcache.client.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ebbcache.client.operation.Keys;
import java.lang.reflect.Field;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.SimpleKey;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ObjectUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Makes strings of Spring's keys. Several parameters, arrays and lists become {@code (a,b)}, each with its own string, so that no two of
 * them look the same; all else is converted, if there is a conversion, or what its {@code toString} says.
 *
 * <p>A string that is longer than 100 bytes, or empty, or has a space or a control character, is replaced by {@code sha256-} and its SHA-256 in
 * hexadecimal digits: any server takes that. A string that begins as one of these forms does gets a backslash in front.
 */
final class KeyText {
    /** With the name of the cache and its version in front, and all of it in Base64, it is still a key. */
    static final int MAX_BYTES = 100;

    private static final String HASHED = "sha256-";
    private static final Field PARAMETERS = parameters();

    private final @Nullable ConversionService conversion;

    KeyText(@Nullable ConversionService conversion) {
        this.conversion = conversion;
    }

    /**
     * The string of a key.
     *
     * @throws IllegalArgumentException if the key says nothing but its address in memory
     */
    String of(Object key) {
        Object[] parts = parts(key);
        String text = parts != null ? list(parts) : marked(single(key));
        byte[] bytes = text.getBytes(UTF_8);
        return bytes.length > 0 && bytes.length <= MAX_BYTES && Keys.isPlain(bytes) ? text : hashed(bytes);
    }

    /** Spring joins them in the {@code toString} of a key: two parameters would look like one with a comma in it. */
    private static Object @Nullable [] parts(Object key) {
        if (key instanceof SimpleKey) {
            return (Object[]) Objects.requireNonNull(ReflectionUtils.getField(PARAMETERS, key));
        }
        if (key instanceof List<?> list) {
            return list.toArray();
        }
        return key.getClass().isArray() ? ObjectUtils.toObjectArray(key) : null;
    }

    private static Field parameters() {
        Field field = ReflectionUtils.findField(SimpleKey.class, null, Object[].class);
        if (field == null) {
            throw new IllegalStateException("the keys of this version of Spring have no parameters");
        }
        ReflectionUtils.makeAccessible(field);
        return field;
    }

    private String list(Object[] parts) {
        return Arrays.stream(parts).map(this::part).collect(Collectors.joining(",", "(", ")"));
    }

    private String part(@Nullable Object part) {
        if (part == null) {
            return "\\null";
        }
        Object[] inner = parts(part);
        return inner != null ? list(inner) : escaped(single(part));
    }

    private static String escaped(String text) {
        // a list with an empty part is not an empty list
        return text.isEmpty()
                ? "\\empty"
                : text.replace("\\", "\\\\")
                        .replace(",", "\\,")
                        .replace("(", "\\(")
                        .replace(")", "\\)");
    }

    private static String marked(String text) {
        return text.startsWith("(") || text.startsWith("\\") || text.startsWith(HASHED) ? "\\" + text : text;
    }

    private String single(Object key) {
        if (conversion != null && conversion.canConvert(key.getClass(), String.class)) {
            String converted = conversion.convert(key, String.class);
            if (converted != null) {
                return converted;
            }
        }
        String text = key.toString();
        String address = key.getClass().getName() + "@" + Integer.toHexString(key.hashCode());
        if (text.equals(address)) {
            throw new IllegalArgumentException("not a key: " + key.getClass().getName()
                    + " has no toString; give it one, or the settings a conversion service that converts it");
        }
        return text;
    }

    private static String hashed(byte[] bytes) {
        try {
            return HASHED
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
