package io.ebbcache.client.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs parts of this test in class loaders that do not have the optional libraries. */
class MissingLibrariesTest {
    private static final String ZSTD = "com.github.luben.";
    private static final String LZ4 = "net.jpountz.";
    private static final String JACKSON = "com.fasterxml.";

    private static final class Without extends ClassLoader {
        private final List<String> missing;

        Without(List<String> missing) {
            super(MissingLibrariesTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith("io.ebbcache.client.codec.") ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private static String run(Class<? extends Callable<String>> part, String... missing) throws Exception {
        Class<?> there = Class.forName(part.getName(), true, new Without(List.of(missing)));
        return (String) ((Callable<?>) there.getDeclaredConstructor().newInstance()).call();
    }

    public static final class Best implements Callable<String> {
        @Override
        public String call() {
            CompressingCodec<String> codec = CompressingCodec.of(Codecs.string());
            String text = "a".repeat(10_000);
            Encoded encoded = codec.encode(text);
            return Compression.best() + " "
                    + codec.decode(encoded.flags(), encoded.bytes()).equals(text);
        }
    }

    @Test
    void shouldTakeTheBestCompressionThereIs() throws Exception {
        assertThat(run(Best.class)).isEqualTo("ZSTD true");
        assertThat(run(Best.class, ZSTD)).isEqualTo("LZ4 true");
        assertThat(run(Best.class, ZSTD, LZ4)).isEqualTo("DEFLATE true");
        assertThat(run(Best.class, ZSTD, LZ4, JACKSON)).isEqualTo("DEFLATE true");
    }

    public static final class Reading implements Callable<String> {
        @Override
        public String call() {
            String said = "";
            for (Compression each : new Compression[] {Compression.LZ4, Compression.ZSTD, Compression.ZSTD}) {
                try {
                    CompressingCodec.of(Codecs.string()).decode(each.flags(), new byte[100]);
                } catch (CodecException e) {
                    said += e.getMessage() + "; ";
                }
            }
            return said;
        }
    }

    @Test
    void shouldSayWhichLibraryIsMissingToRead() throws Exception {
        assertThat(run(Reading.class, ZSTD, LZ4))
                .isEqualTo("LZ4 needs at.yawk.lz4:lz4-java on the class path; "
                        + "ZSTD needs com.github.luben:zstd-jni on the class path; "
                        + "ZSTD needs com.github.luben:zstd-jni on the class path; ");
    }

    public static final class Writing implements Callable<String> {
        @Override
        public String call() {
            try {
                return "made one of "
                        + CompressingCodec.of(Codecs.string(), Compression.ZSTD).getClass();
            } catch (IllegalStateException e) {
                return Objects.requireNonNull(e.getMessage());
            }
        }
    }

    @Test
    void shouldSayWhichLibraryIsMissingToWrite() throws Exception {
        assertThat(run(Writing.class, ZSTD)).isEqualTo("ZSTD needs com.github.luben:zstd-jni on the class path");
    }

    public static final class Json implements Callable<String> {
        @Override
        public String call() {
            Codec<String> strings = Codecs.string();
            Encoded encoded = strings.encode("works");
            String works = strings.decode(encoded.flags(), encoded.bytes());
            try {
                return "made " + Codecs.json(String.class);
            } catch (IllegalStateException e) {
                return works + ", " + e.getMessage();
            }
        }
    }

    @Test
    void shouldWorkWithoutJacksonButForJson() throws Exception {
        assertThat(run(Json.class, JACKSON))
                .isEqualTo("works, JSON needs com.fasterxml.jackson.core:jackson-databind on the class path");
    }

    @Test
    void shouldHideWhatItMeansToHide() {
        assertThat(Stream.of(
                        "com.github.luben.zstd.Zstd",
                        "net.jpountz.lz4.LZ4Factory",
                        "com.fasterxml.jackson.core.JsonFactory"))
                .allMatch(name -> {
                    try {
                        new Without(List.of(ZSTD, LZ4, JACKSON)).loadClass(name);
                        return false;
                    } catch (ClassNotFoundException e) {
                        return true;
                    }
                });
    }
}
