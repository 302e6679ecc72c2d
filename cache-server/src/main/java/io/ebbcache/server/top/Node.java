package io.ebbcache.server.top;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** The node that is viewed: it is asked again and again over one connection, and over a new one after a failure. */
public final class Node implements Closeable {
    private final String host;
    private final int port;
    private final Optional<Login> login;
    private final Optional<SSLSocketFactory> tls;

    private @Nullable StatsConnection connection;
    private Optional<Sample> last = Optional.empty();

    /**
     * Nothing is asked yet.
     *
     * @param login what is told first, if anything
     * @param tls how connections are encrypted, if they are
     */
    public Node(String host, int port, Optional<Login> login, Optional<SSLSocketFactory> tls) {
        this.host = host;
        this.port = port;
        this.login = login;
        this.tls = tls;
    }

    /** Its address, as people write it. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** Asks for all there is; the message of an exception is for people. */
    Interval look() throws IOException {
        try {
            StatsConnection open = connection == null ? StatsConnection.open(host, port, login, tls) : connection;
            connection = open;
            Sample now = open.sample();
            Interval interval = new Interval(last, now);
            last = Optional.of(now);
            return interval;
        } catch (IOException e) {
            close();
            throw new IOException("no answer: " + reason(e), e);
        }
    }

    private static String reason(IOException problem) {
        if (problem instanceof UnknownHostException || problem.getMessage() == null) {
            return "no such host";
        }
        if (problem instanceof SSLException) {
            return "TLS: " + problem.getMessage();
        }
        return problem instanceof SocketTimeoutException ? "it takes too long" : problem.getMessage();
    }

    @Override
    public void close() throws IOException {
        StatsConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
