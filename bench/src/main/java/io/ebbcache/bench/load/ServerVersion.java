package io.ebbcache.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a server which one it is. */
public final class ServerVersion {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final String ANSWER = "VERSION ";

    private ServerVersion() {}

    /** Its answer to {@code version}. */
    public static String ask(InetSocketAddress address) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("version\r\n".getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (line == null || !line.startsWith(ANSWER)) {
                throw new IOException(Target.text(address) + " is no memcached: it answers " + line);
            }
            return line.substring(ANSWER.length());
        } catch (IOException e) {
            throw new IOException("cannot ask " + Target.text(address) + " for its version: " + e.getMessage(), e);
        }
    }
}
