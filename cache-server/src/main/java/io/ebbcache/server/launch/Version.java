package io.ebbcache.server.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, as Maven noted it in the jar. */
final class Version {
    private static final String NOTED_BY_MAVEN = "/META-INF/maven/io.ebbcache/cache-server/pom.properties";
    private static final String UNPACKAGED = "development";

    /** Clients take the number before the first hyphen for memcached's, and expect its behaviour. */
    private static final String MEMCACHED = "1.6.45";

    private Version() {}

    static String text() {
        try (InputStream noted = Version.class.getResourceAsStream(NOTED_BY_MAVEN)) {
            if (noted == null) {
                return UNPACKAGED;
            }
            Properties properties = new Properties();
            properties.load(noted);
            return properties.getProperty("version", UNPACKAGED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What clients are told: the memcached that Ebb behaves like, then its own version. */
    static String onTheWire() {
        return MEMCACHED + "-ebb-" + text();
    }

    /** What {@code --version} prints. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ebb " + text()};
        }
    }
}
