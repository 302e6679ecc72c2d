package io.ebbcache.bench.trace;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** Reads traces from files: plain ones, and those that xz or gzip has compressed. */
final class TraceReader {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Keys are bytes, whatever they mean to those who made them: no two of them may become one. */
    private static final Charset KEY_BYTES = StandardCharsets.ISO_8859_1;

    private final @Nullable TraceFormat format;
    private final CsvColumns columns;

    /** @param format of all files, or null where their names tell */
    TraceReader(@Nullable TraceFormat format, CsvColumns columns) {
        this.format = format;
        this.columns = columns;
    }

    /**
     * Reads a whole trace.
     *
     * @throws IllegalArgumentException if the file is not what its format says
     */
    Trace read(Path file) throws IOException {
        TraceFormat written = format == null ? TraceFormat.of(file) : format;
        TraceBuilder trace = new TraceBuilder(TraceFormat.traceName(file));
        try (InputStream in = open(file)) {
            switch (written) {
                case INT32 -> readIntegers(in, trace);
                case TEXT -> readLines(in, trace);
                case CSV -> readRows(in, trace);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return trace.build();
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".xz")) {
                return new BufferedInputStream(new XZInputStream(raw), BUFFER_BYTES);
            }
            return name.endsWith(".gz") ? new BufferedInputStream(new GZIPInputStream(raw), BUFFER_BYTES) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static void readIntegers(InputStream in, TraceBuilder trace) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int first = data.read();
        while (first >= 0) {
            try {
                int key = first << 24 | data.readUnsignedByte() << 16 | data.readUnsignedShort();
                trace.add(Integer.toString(key));
            } catch (EOFException e) {
                throw new IllegalArgumentException("it ends within an integer", e);
            }
            first = data.read();
        }
    }

    private static void readLines(InputStream in, TraceBuilder trace) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, KEY_BYTES));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isEmpty()) {
                trace.add(line);
            }
        }
    }

    private void readRows(InputStream in, TraceBuilder trace) throws IOException {
        CSVFormat.Builder csv = CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true);
        if (columns.hasHeader()) {
            csv.setHeader().setSkipHeaderRecord(true);
        }
        try (CSVParser rows = CSVParser.parse(in, KEY_BYTES, csv.get())) {
            String size = columns.size();
            String ttl = columns.ttl();
            for (CSVRecord row : rows) {
                trace.add(
                        field(row, columns.key()),
                        size == null ? TraceBuilder.UNTOLD : number(row, size),
                        ttl == null ? TraceBuilder.UNTOLD : number(row, ttl));
            }
        }
    }

    private static int number(CSVRecord row, String column) {
        String field = field(row, column).strip();
        try {
            int number = Integer.parseInt(field);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, as what is below 0 is
        }
        throw new IllegalArgumentException("row " + row.getRecordNumber() + ", column " + column + ": \"" + field
                + "\" is no number of bytes or seconds");
    }

    private static String field(CSVRecord row, String column) {
        if (CsvColumns.isName(column)) {
            return row.get(column);
        }
        int index = Integer.parseInt(column) - 1;
        if (index < 0 || index >= row.size()) {
            throw new IllegalArgumentException(
                    "row " + row.getRecordNumber() + " has " + row.size() + " columns, and none of number " + column);
        }
        return row.get(index);
    }
}
