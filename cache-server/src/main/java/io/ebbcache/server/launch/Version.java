package io.ebbcache.server.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.IVersionProvider;

/** Which version this is, as Maven noted it in the jar. */
final class Version {
    private static final String NOTED_BY_MAVEN = "/META-INF/maven/io.ebbcache/cache-server/pom.properties";
    private static final String UNPACKAGED = "development";

    /** Clients take the number before the first hyphen for memcached's, and expect its behaviour. */
    private static final String MEMCACHED = "1.6.45";

    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+\\.\\d+");

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

    /**
     * What clients are told: the memcached that Ebb behaves like, then its own version. It ends with a number whatever that is: memcached for Node
     * looks for one at the end, and takes the whole process down with it where there is none.
     */
    static String onTheWire() {
        Matcher number = NUMBER.matcher(text());
        return MEMCACHED + "-ebb-" + (number.lookingAt() ? number.group() : "0.0.0");
    }

    /** What {@code --version} prints. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ebb " + text()};
        }
    }
}
