package io.ebbcache.server.launch;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to listen: {@code host}, {@code host:port}, {@code 2001:db8::1}, {@code [2001:db8::1]:port}.
 *
 * @param port the port, 0 for any free one, or {@link #PORT_OF_OPTION}
 */
record ListenAddress(String host, int port) {
    /** The address names no port: it is the one of the option {@code --port}. */
    static final int PORT_OF_OPTION = -1;

    static final int LARGEST_PORT = 65_535;

    private static final Pattern HOST_AND_PORT = Pattern.compile("(?<bare>[0-9a-fA-F.]*:[0-9a-fA-F.]*:[0-9a-fA-F:.]*)"
            + "|(?:\\[(?<bracketed>[0-9a-fA-F:.]+)]|(?<name>[^:\\[\\]]+))(?::(?<port>\\d{1,5}))?");

    static final class Converter implements ITypeConverter<ListenAddress> {
        @Override
        public ListenAddress convert(String text) {
            return parse(text);
        }
    }

    /** The address to bind, looked up where the host is a name. */
    InetSocketAddress resolve(int portOfOption) {
        InetSocketAddress address = new InetSocketAddress(host, port == PORT_OF_OPTION ? portOfOption : port);
        if (address.isUnresolved()) {
            throw new StartException("cannot listen on " + host + ": no such host");
        }
        return address;
    }

    private static ListenAddress parse(String text) {
        Matcher address = HOST_AND_PORT.matcher(text);
        if (!address.matches()) {
            throw new TypeConversionException("'" + text + "' is no address such as 127.0.0.1 or 127.0.0.1:11211");
        }
        String host = Stream.of("bare", "bracketed", "name")
                .map(address::group)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
        String port = address.group("port");
        int number = port == null ? PORT_OF_OPTION : Integer.parseInt(port);
        if (number > LARGEST_PORT) {
            throw new TypeConversionException("'" + text + "' has a port beyond " + LARGEST_PORT);
        }
        return new ListenAddress(host, number);
    }
}
