package io.ebbcache.server.top;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A connection on which statistics are asked for, one question after the other; it waits for each answer. */
final class StatsConnection implements Closeable {
    private static final int PATIENCE_MILLIS = 2_000;

    private static final String STAT = "STAT ";
    private static final String END = "END";
    private static final String UNKNOWN_COMMAND = "ERROR";

    private final Socket socket;
    private final BufferedReader replies;
    private final OutputStream requests;

    private StatsConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        this.requests = socket.getOutputStream();
    }

    static StatsConnection open(String host, int port, Optional<Login> login, Optional<SSLSocketFactory> tls)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            StatsConnection connection =
                    new StatsConnection(tls.isPresent() ? encrypted(tls.get(), socket, host) : socket);
            if (login.isPresent()) {
                connection.logIn(login.get());
            }
            return connection;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server must be the one that was asked for, as its certificate says. */
    private static Socket encrypted(SSLSocketFactory tls, Socket socket, String host) throws IOException {
        SSLSocket encrypted = (SSLSocket) tls.createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.startHandshake();
        return encrypted;
    }

    /** All that the server tells of itself. */
    Sample sample() throws IOException {
        Map<String, String> general = ask("stats");
        Map<String, String> items = ask("stats items");
        Map<String, String> cluster = ask("stats cluster");
        Map<String, String> hotKeys = ask("stats hotkeys");
        return new Sample(System.nanoTime(), general, items, cluster, hotKeys);
    }

    /** The answer's names and values in their order; empty if the server knows no such question. */
    private Map<String, String> ask(String question) throws IOException {
        send(question + "\r\n");
        Map<String, String> answer = new LinkedHashMap<>();
        while (true) {
            String line = line();
            if (line.equals(END)) {
                return answer;
            }
            if (line.equals(UNKNOWN_COMMAND)) {
                return Map.of();
            }
            if (!line.startsWith(STAT)) {
                throw new IOException("it answers: " + line);
            }
            int blank = line.indexOf(' ', STAT.length());
            int end = blank < 0 ? line.length() : blank;
            answer.put(line.substring(STAT.length(), end), blank < 0 ? "" : line.substring(blank + 1));
        }
    }

    private void logIn(Login login) throws IOException {
        String words = login.user() + " " + login.password();
        send("set auth 0 0 " + words.getBytes(StandardCharsets.UTF_8).length + "\r\n" + words + "\r\n");
        String answer = line();
        if (!answer.equals("STORED")) {
            throw new IOException("it does not let " + login.user() + " in: " + answer);
        }
    }

    private void send(String text) throws IOException {
        requests.write(text.getBytes(StandardCharsets.UTF_8));
        requests.flush();
    }

    /** A line without what could steer a terminal. */
    private String line() throws IOException {
        String line = replies.readLine();
        if (line == null) {
            throw new IOException("it has closed the connection");
        }
        return line.replaceAll("\\p{Cntrl}|[\\x80-\\x9f]", "?");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
