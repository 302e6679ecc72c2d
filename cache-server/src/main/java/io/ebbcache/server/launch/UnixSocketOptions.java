package io.ebbcache.server.launch;

import io.ebbcache.server.net.UnixSocket;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options about the Unix socket. */
final class UnixSocketOptions {
    @Option(
            names = {"-s", "--unix-socket"},
            paramLabel = "<path>",
            description = "Unix socket to listen on; no TCP then, unless -p or -l is given")
    private Optional<Path> path;

    @Option(
            names = {"-a", "--unix-mask"},
            paramLabel = "<octal>",
            defaultValue = "700",
            converter = Mode.class,
            description = "who may connect to it (default: ${DEFAULT-VALUE})")
    private int mode;

    static final class Mode implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            if (!text.matches("0?[0-7]{1,3}")) {
                throw new TypeConversionException("'" + text + "' is no mode such as 700 or 0770");
            }
            return Integer.valueOf(text, Byte.SIZE);
        }
    }

    Optional<UnixSocket> socket() {
        return path.map(file -> new UnixSocket(file, mode));
    }
}
