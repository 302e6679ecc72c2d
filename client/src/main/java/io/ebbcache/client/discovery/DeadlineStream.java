package io.ebbcache.client.discovery;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What comes in on a socket until some time is over: an answer that trickles may not take for ever. */
final class DeadlineStream extends BufferedInputStream {

    DeadlineStream(Socket socket, Duration time) throws IOException {
        super(new Timed(socket, socket.getInputStream(), System.nanoTime() + time.toNanos()));
    }

    private static final class Timed extends FilterInputStream {

        private final Socket socket;
        private final long deadlineNanos;

        Timed(Socket socket, InputStream in, long deadlineNanos) {
            super(in);
            this.socket = socket;
            this.deadlineNanos = deadlineNanos;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            long leftMillis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (leftMillis <= 0) {
                throw new SocketTimeoutException("the answer takes too long");
            }
            socket.setSoTimeout((int) leftMillis);
            return super.read(bytes, from, length);
        }
    }
}
