package io.ebbcache.server.net;

import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of several that change the same numbers, and keeps books on what it was answered. */
final class RacingClient implements Callable<Void>, AutoCloseable {

    private static final Pattern READ = Pattern.compile("VALUE \\w+ 0 \\d+ (\\d+)\r\n(\\d+)\r\nEND\r\n");
    private static final int MAX_BATCH = 4;

    private final TestClient client;
    private final SplittableRandom random;
    private final int rounds;
    private final Race race;

    /**
     * What the clients of a race share.
     *
     * @param counter a key that only counts
     * @param register a key that takes new numbers
     * @param drawn numbers for the register
     * @param seen the value of each CAS number
     * @param won the value that was stored for a CAS number
     */
    record Race(
            String counter,
            WriteHistory counted,
            String register,
            WriteHistory written,
            AtomicLong drawn,
            Map<String, String> seen,
            Map<String, String> won) {

        Race(int number) {
            this(
                    "counter" + number,
                    new WriteHistory(),
                    "register" + number,
                    new WriteHistory(),
                    new AtomicLong(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());
        }
    }

    RacingClient(TestClient client, Race race, int rounds, SplittableRandom random) {
        this.client = client;
        this.race = race;
        this.rounds = rounds;
        this.random = random;
    }

    @Override
    public Void call() throws IOException {
        for (int i = 0; i < rounds; i++) {
            int dice = random.nextInt(100);
            if (dice < 40) {
                increment(1 + random.nextInt(MAX_BATCH));
            } else if (dice < 70) {
                compareAndSet(race.counter, race.counted);
            } else if (dice < 85) {
                set(race.drawn.incrementAndGet());
            } else {
                compareAndSet(race.register, race.written);
            }
        }
        return null;
    }

    /** So many at once; none of them is answered before the first was sent, and none is sent after the last was answered. */
    private void increment(int times) throws IOException {
        long start = System.nanoTime();
        client.send(("incr " + race.counter + " 1\r\n").repeat(times));
        StringBuilder replies = new StringBuilder();
        while (replies.chars().filter(c -> c == '\n').count() < times) {
            replies.append(client.readUntil("\r\n"));
        }
        long end = System.nanoTime();
        long last = 0;
        for (String reply : replies.toString().split("\r\n", -1)) {
            if (!reply.isEmpty()) {
                long number = Long.parseLong(reply);
                if (number <= last) {
                    throw new AssertionError(number + " after " + last + " on one connection");
                }
                last = number;
                race.counted.wrote(number, start, end);
            }
        }
    }

    private void set(long number) throws IOException {
        long start = System.nanoTime();
        String reply = ask("set " + race.register + " 0 0 " + lengthAndValue("", number));
        if (!reply.equals("STORED\r\n")) {
            throw new AssertionError(reply);
        }
        race.written.wrote(number, start, System.nanoTime());
    }

    /** Reads, and stores the next number if nobody else did since. */
    private void compareAndSet(String key, WriteHistory history) throws IOException {
        long start = System.nanoTime();
        String reply = client.send("gets " + key + "\r\n").readUntil("END\r\n");
        Matcher read = READ.matcher(reply);
        if (!read.matches()) {
            throw new AssertionError(reply);
        }
        String cas = read.group(1);
        String value = read.group(2);
        history.read(Long.parseLong(value), start, System.nanoTime());
        String other = race.seen.putIfAbsent(cas, key + "=" + value);
        if (other != null && !other.equals(key + "=" + value)) {
            throw new AssertionError("of CAS number " + cas + ": " + value + " and " + other);
        }
        long next = key.equals(race.counter) ? Long.parseLong(value) + 1 : race.drawn.incrementAndGet();
        long casStart = System.nanoTime();
        reply = ask("cas " + key + " 0 0 " + lengthAndValue(" " + cas, next));
        if (reply.equals("STORED\r\n")) {
            long end = System.nanoTime();
            history.read(Long.parseLong(value), casStart, end);
            history.wrote(next, casStart, end);
            other = race.won.putIfAbsent(cas, key + "=" + next);
            if (other != null) {
                throw new AssertionError("CAS number " + cas + " was replaced twice: " + next + " and " + other);
            }
        } else if (!reply.equals("EXISTS\r\n")) {
            throw new AssertionError(reply);
        }
    }

    private static String lengthAndValue(String cas, long number) {
        String value = Long.toString(number);
        return value.length() + cas + "\r\n" + value + "\r\n";
    }

    private String ask(String request) throws IOException {
        return client.send(request).readUntil("\r\n");
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
