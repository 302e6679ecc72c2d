package io.ebbcache.client.ring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows {@code set} only, and remembers which keys it got. One connection at a time. */
final class RecordingServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    RecordingServer() throws IOException {
        Thread thread = new Thread(this::accept, "recording-server");
        thread.setDaemon(true);
        thread.start();
    }

    Node node(int weight) {
        return new Node("127.0.0.1", listener.getLocalPort(), weight, "");
    }

    Set<String> keys() {
        return keys;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                serve(socket);
            } catch (IOException e) {
                // It is closed, or the client has gone.
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        OutputStream out = socket.getOutputStream();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("set") && in.readLine() != null) {
                keys.add(words[1]);
                out.write("STORED\r\n".getBytes(ISO_8859_1));
            } else {
                out.write("ERROR\r\n".getBytes(ISO_8859_1));
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
