package io.ebbcache.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/** A server for one connection that answers every line with the same words, but not before it may. */
final class SlowServer implements AutoCloseable {
    private final ServerSocket listener;
    private final String answer;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    SlowServer(String answer) throws IOException {
        this.answer = answer;
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "slow-server");
        thread.setDaemon(true);
        thread.start();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    void awaitQuestion() throws InterruptedException {
        asked.await();
    }

    void answer() {
        mayAnswer.countDown();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        try (Socket socket = listener.accept()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            while (lines.readLine() != null) {
                asked.countDown();
                mayAnswer.await();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the test is over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
