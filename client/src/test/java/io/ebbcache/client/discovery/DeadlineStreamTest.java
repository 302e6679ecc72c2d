package io.ebbcache.client.discovery;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeadlineStreamTest {

    private static final Duration TIME = Duration.ofMillis(100);

    @Test
    void shouldEndWhenNothingComes() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            InputStream in = new DeadlineStream(client, TIME);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void shouldEndWhenThereIsAlwaysMore() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            Thread writer = new Thread(() -> writeForEver(accepted));
            writer.start();
            InputStream in = new DeadlineStream(client, TIME);
            assertThatThrownBy(() -> {
                        while (in.read() >= 0) {
                            // It goes on.
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("too long");
        }
    }

    private static void writeForEver(Socket socket) {
        byte[] bytes = new byte[512];
        try {
            while (true) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
