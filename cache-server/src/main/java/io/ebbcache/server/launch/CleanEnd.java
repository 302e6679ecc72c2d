package io.ebbcache.server.launch;

import io.ebbcache.server.command.ServerControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a running server, whoever asks: SIGTERM, SIGINT, or a client. After a signal a JVM exits with 143 or 130; this one has
 * done what it was asked to, so it ends with 0 once everything is closed.
 */
final class CleanEnd implements ServerControl {
    private static final Logger LOG = LoggerFactory.getLogger(CleanEnd.class);
    private static final long DRAIN_MILLIS = 5_000;
    private static final long CLOSE_MILLIS = 8_000;
    private static final int TOO_SLOW = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile boolean graceful;

    /** A client asks; returns at once. */
    @Override
    public void stop(boolean gracefully) {
        graceful = gracefully;
        asked.countDown();
    }

    /** Returns when a client has asked for the end, and the others have had their time to leave if they were to have it. */
    void await(RunningServer server) {
        try {
            asked.await();
            LOG.info("a client asks for the end");
            if (graceful) {
                server.drain(DRAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on the server is closed before the JVM ends, which may take so much longer than usual. */
    static void closeAtExit(RunningServer server, long moreMillis) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closeAndHalt(server, moreMillis), "ebb-shutdown"));
    }

    private static void closeAndHalt(RunningServer server, long moreMillis) {
        Thread closing = new Thread(server::close, "ebb-closing");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS + moreMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (closing.isAlive()) {
            LOG.warn(
                    "not everything could be closed within {} s",
                    TimeUnit.MILLISECONDS.toSeconds(CLOSE_MILLIS + moreMillis));
            Runtime.getRuntime().halt(TOO_SLOW);
        }
        LOG.info("ended");
        Runtime.getRuntime().halt(0);
    }
}
