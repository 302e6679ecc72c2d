package io.ebbcache.bench.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the requests of a trace are written, once it is decompressed. */
enum TraceFormat {
    /** A big-endian signed 32-bit integer for each request. */
    INT32("trace|int32|bin"),
    /** A line for each request, which is the key. */
    TEXT("txt|keys"),
    /** A row for each request. */
    CSV("csv");

    private static final List<String> COMPRESSED = List.of(".xz", ".gz");

    private final Pattern names;

    TraceFormat(String suffixes) {
        this.names = Pattern.compile(".*\\.(" + suffixes + ")");
    }

    /**
     * The format that a file's name speaks of.
     *
     * @throws IllegalArgumentException if it speaks of none
     */
    static TraceFormat of(Path file) {
        String name = decompressedName(file);
        for (TraceFormat format : values()) {
            if (format.names.matcher(name).matches()) {
                return format;
            }
        }
        throw new IllegalArgumentException("the name of " + file + " does not tell its format; use --format");
    }

    /** The name of what is traced: that of the file without its suffixes. */
    static String traceName(Path file) {
        String name = decompressedName(file);
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String decompressedName(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (String suffix : COMPRESSED) {
            if (name.endsWith(suffix)) {
                return name.substring(0, name.length() - suffix.length());
            }
        }
        return name;
    }
}
