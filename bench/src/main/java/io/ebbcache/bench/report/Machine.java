package io.ebbcache.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where a run took place. Figures without it mean nothing.
 *
 * @param cpu the processor's name
 * @param cores processors that this program may use
 * @param kernel name and release
 * @param memoryBytes memory of the whole machine, 0 where it is not known
 * @param java name and version of the virtual machine
 * @param ebb version of this program
 */
public record Machine(String cpu, int cores, String kernel, long memoryBytes, String java, String ebb) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");
    private static final String NOTED_BY_MAVEN = "/META-INF/maven/io.ebbcache/bench/pom.properties";
    private static final long KIB = 1024;

    /** The one that this program runs on. */
    public static Machine here() {
        return new Machine(
                valueOf(CPU_INFO, "model name").orElse(System.getProperty("os.arch", "unknown")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                valueOf(MEMORY_INFO, "MemTotal")
                        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * KIB)
                        .orElse(0L),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                ebbVersion());
    }

    /** Ebb's version, as Maven noted it in the jar. */
    public static String ebbVersion() {
        try (InputStream noted = Machine.class.getResourceAsStream(NOTED_BY_MAVEN)) {
            if (noted == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(noted);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line for a reader. */
    public String text() {
        return cpu + ", " + cores + (cores == 1 ? " core, " : " cores, ") + (memoryBytes >> 30) + " GiB, " + kernel
                + ", " + java;
    }

    private static Optional<String> valueOf(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // not Linux
        }
    }
}
