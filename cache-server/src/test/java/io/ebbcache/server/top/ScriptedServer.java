package io.ebbcache.server.top;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that gives each line it receives the answer that was written down for it; to other lines it says {@code ERROR}. */
final class ScriptedServer implements Closeable {
    static final String CLOSE = "close";

    private final ServerSocket listener;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    ScriptedServer() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    ScriptedServer answer(String line, String answer) {
        answers.put(line, answer);
        return this;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
                String line = lines.readLine();
                while (line != null) {
                    String answer = answers.getOrDefault(line, "ERROR\r\n");
                    if (answer.equals(CLOSE)) {
                        break;
                    }
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    line = lines.readLine();
                }
            } catch (IOException e) {
                // this client is done, or the listener is closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
