package io.ebbcache.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TraceReaderTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"shop.trace", "shop.trace.xz", "shop.bin.gz", "SHOP.TRACE.XZ"})
    void shouldReadIntegers(String name) throws IOException {
        Trace trace = read(write(name, integers(7, -1, 7, Integer.MIN_VALUE, 255)), null, CsvColumns.KEYS);

        assertThat(requests(trace)).containsExactly("7", "-1", "7", "-2147483648", "255");
        assertThat(trace.items()).isEqualTo(4);
        assertThat(trace.name()).isEqualTo("shop");
        assertThat(trace.hasSizes()).isFalse();
    }

    @Test
    void shouldRefuseHalfAnInteger() throws IOException {
        byte[] whole = integers(1, 2);
        for (int cut = 1; cut < Integer.BYTES; cut++) {
            byte[] less = Arrays.copyOf(whole, whole.length - cut);
            Path file = write("cut" + cut + ".trace", less);
            assertThatThrownBy(() -> read(file, null, CsvColumns.KEYS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("within an integer");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages.txt", "pages.keys.gz", "pages.txt.xz"})
    void shouldReadLines(String name) throws IOException {
        Trace trace = read(write(name, text("/a\n/b\r\n\n/a\n/c")), null, CsvColumns.KEYS);

        assertThat(requests(trace)).containsExactly("/a", "/b", "/a", "/c");
    }

    @Test
    void shouldReadLinesOfAnyNameIfTold() throws IOException {
        Path file = write("access", text("x\ny\n"));

        assertThat(requests(read(file, TraceFormat.TEXT, CsvColumns.KEYS))).containsExactly("x", "y");
        assertThatThrownBy(() -> read(file, null, CsvColumns.KEYS)).hasMessageContaining("--format");
    }

    @Test
    void shouldSendHashesOfKeysThatNoServerTakes() throws IOException {
        String tooLong = "k".repeat(251);
        Trace trace =
                read(write("odd.txt", text("two words\n" + tooLong + "\nfine\ntwo words\n")), null, CsvColumns.KEYS);

        List<String> requests = requests(trace);
        assertThat(requests.get(0)).matches("[0-9a-f]{32}").isEqualTo(requests.get(3));
        assertThat(requests.get(1)).matches("[0-9a-f]{32}").isNotEqualTo(requests.get(0));
        assertThat(requests.get(2)).isEqualTo("fine");
    }

    @ParameterizedTest
    @CsvSource({"2,4,3,false", "key,size,ttl,false", "2,size,ttl,false", "2,4,3,true"})
    void shouldReadColumns(String key, String size, String ttl, boolean header) throws IOException {
        boolean named = header || CsvColumns.isName(size);
        String rows = (named ? "time,key,ttl,size\n" : "") + "0,\"a,b\",60,100\n1,c,0,5\n2,\"a,b\",60,999\n";
        Trace trace = read(write("twitter.csv.gz", text(rows)), null, new CsvColumns(key, size, ttl, header));

        assertThat(requests(trace)).containsExactly("a,b", "c", "a,b");
        assertThat(trace.hasSizes()).isTrue();
        assertThat(trace.valueBytes(0)).as("the size of its first request").isEqualTo(100);
        assertThat(trace.valueBytes(1)).isEqualTo(5);
        assertThat(trace.ttlSeconds(0)).isEqualTo(60);
        assertThat(trace.ttlSeconds(1)).isZero();
    }

    @Test
    void shouldReadKeysAloneFromTheFirstColumn() throws IOException {
        Trace trace = read(write("keys.csv", text("a,1\nb,2\n")), null, CsvColumns.KEYS);

        assertThat(requests(trace)).containsExactly("a", "b");
        assertThat(trace.ttlSeconds(0)).isZero();
    }

    @Test
    void shouldSayWhichRowIsWrong() throws IOException {
        Path file = write("bad.csv", text("a,1\nb,many\n"));

        assertThatThrownBy(() -> read(file, null, new CsvColumns("1", "2", null, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.csv")
                .hasMessageContaining("row 2")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> read(file, null, new CsvColumns("3", null, null, false)))
                .hasMessageContaining("2 columns");
        assertThatThrownBy(() -> read(file, null, new CsvColumns("nothing", null, null, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void shouldRefuseAnEmptyTrace() throws IOException {
        Path file = write("empty.txt", text("\n"));

        assertThatThrownBy(() -> read(file, null, CsvColumns.KEYS)).hasMessageContaining("no request");
    }

    private static Trace read(Path file, @Nullable TraceFormat format, CsvColumns columns) throws IOException {
        return new TraceReader(format, columns).read(file);
    }

    private static List<String> requests(Trace trace) {
        return IntStream.range(0, trace.length())
                .map(trace::item)
                .mapToObj(
                        item -> trace.keys().getStringWithoutLengthAscii(trace.keyOffset(item), trace.keyLength(item)))
                .toList();
    }

    private Path write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = compressed(name, raw)) {
            out.write(content);
        }
        return file;
    }

    private static OutputStream compressed(String name, OutputStream raw) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPOutputStream(raw);
        }
        return name.toLowerCase(Locale.ROOT).endsWith(".xz") ? new XZOutputStream(raw, new LZMA2Options()) : raw;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] integers(int... keys) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        for (int key : keys) {
            data.writeInt(key);
        }
        return bytes.toByteArray();
    }
}
