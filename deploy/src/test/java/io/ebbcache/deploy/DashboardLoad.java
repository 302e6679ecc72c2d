package io.ebbcache.deploy;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A client that stores values and goes on to ask for them, some of them hot, at a pace that leaves the machine to others. A part of its requests is
 * for keys that nobody has stored, with names that are no good names.
 */
final class DashboardLoad {
    static final int VALUES = 20_000;
    static final int HOT = 7;

    /** Of a round, which has all sorts of keys and takes a twentieth of a second. */
    private static final int GETS_OF_HOT = 20;

    private static final int GETS_OF_OTHERS = 60;
    private static final int GETS_OF_ABSENT = 20;
    private static final int SETS = 10;
    private static final int ROUNDS_PER_SECOND = 20;
    private static final int BATCH = 100;

    /** Gets that find something, of all. */
    static final double HIT_RATIO =
            (double) (GETS_OF_HOT + GETS_OF_OTHERS) / (GETS_OF_HOT + GETS_OF_OTHERS + GETS_OF_ABSENT);

    static final double GETS_PER_SECOND = (GETS_OF_HOT + GETS_OF_OTHERS + GETS_OF_ABSENT) * ROUNDS_PER_SECOND;
    static final double SETS_PER_SECOND = SETS * ROUNDS_PER_SECOND;

    /** Hot keys and others are got by one command. */
    static final double REQUESTS_PER_SECOND = (1 + GETS_OF_ABSENT + SETS) * ROUNDS_PER_SECOND;

    private final PipelinedClient client;
    private final List<byte[]> absentKeys;
    private final Thread thread = new Thread(this::run, "load");
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean ended;

    /**
     * Stores all values, then begins to ask.
     *
     * @param absentKeys keys that are asked for and are not there
     */
    DashboardLoad(int port, List<byte[]> absentKeys) throws Exception {
        this.client = new PipelinedClient(port);
        this.absentKeys = absentKeys;
        for (int from = 0; from < VALUES; from += BATCH) {
            client.store(IntStream.range(from, from + BATCH).boxed().toList());
        }
        thread.start();
    }

    private void run() {
        SplittableRandom random = new SplittableRandom(VALUES);
        try {
            for (long round = 0, begin = System.nanoTime(); !ended; round++) {
                List<Integer> asked = new ArrayList<>();
                for (int i = 0; i < GETS_OF_HOT; i++) {
                    asked.add(HOT);
                }
                for (int i = 0; i < GETS_OF_OTHERS; i++) {
                    asked.add(random.nextInt(VALUES));
                }
                client.get(asked, (key, value) -> {});
                for (int i = 0; i < GETS_OF_ABSENT; i++) {
                    String key = Base64.getEncoder().encodeToString(absentKeys.get(i % absentKeys.size()));
                    client.ask("mg " + key + " b v");
                }
                client.store(random.ints(SETS, 0, VALUES).boxed().toList());
                long due = begin + (round + 1) * TimeUnit.SECONDS.toNanos(1) / ROUNDS_PER_SECOND;
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            }
        } catch (Exception e) {
            failure.set(e);
        }
    }

    /** Ends it; whatever went wrong is thrown. */
    void end() throws Exception {
        ended = true;
        thread.join();
        client.close();
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
