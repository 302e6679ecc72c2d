package io.ebbcache.client.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks one server for the configuration of its cluster, in the way of Amazon ElastiCache: {@code config get cluster}, and of
 * servers that do not know it (before 1.4.14) the value of a certain key.
 */
final class ClusterConfigReader {

    /** Longer than what a thousand nodes with long names need. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int LONGEST_LINE_BYTES = 2048;
    private static final String COMMAND = "config get cluster\r\n";
    private static final String OLD_COMMAND = "get AmazonElastiCache:cluster\r\n";
    private static final Pattern HEADER =
            Pattern.compile("(?:CONFIG cluster|VALUE AmazonElastiCache:cluster) \\d+ (\\d{1,9})(?: \\d+)?");
    private static final List<String> UNKNOWN_COMMAND = List.of("ERROR", "CLIENT_ERROR");

    private final InputStream in;
    private final OutputStream out;

    ClusterConfigReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Asks and reads.
     *
     * @throws IOException if the answer is none, breaks off, is too long, or is something else
     */
    ClusterConfig read() throws IOException {
        String header = ask(COMMAND);
        if (UNKNOWN_COMMAND.contains(header.split(" ", 2)[0])) {
            header = ask(OLD_COMMAND);
        }
        if (header.equals("END")) {
            throw new IOException("it has no cluster configuration");
        }
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new IOException("not a cluster configuration: '" + header + "'");
        }
        int length = Integer.parseInt(matcher.group(1));
        if (length > MOST_BYTES) {
            throw new IOException("a cluster configuration of " + length + " bytes");
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the cluster configuration breaks off");
        }
        if (!line().isEmpty() || !line().equals("END")) {
            throw new IOException("the cluster configuration has another length than it says");
        }
        return ClusterConfig.parse(new String(body, UTF_8));
    }

    private String ask(String command) throws IOException {
        out.write(command.getBytes(ISO_8859_1));
        out.flush();
        return line();
    }

    private String line() throws IOException {
        byte[] line = new byte[LONGEST_LINE_BYTES];
        for (int length = 0; length < line.length; length++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within a line");
            }
            if (next == '\n') {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                return new String(Arrays.copyOf(line, end), ISO_8859_1);
            }
            line[length] = (byte) next;
        }
        throw new IOException("a line of more than " + LONGEST_LINE_BYTES + " bytes");
    }
}
