package io.ebbcache.bench.load;

import io.ebbcache.bench.load.Tally.Count;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** One connection: what is in flight on it, what of its replies was cut off, what of its requests could not be sent yet. */
final class LoadConnection implements ReplySink, AutoCloseable {
    private final int number;
    private final Workload workload;
    private final Tally tally;
    private final LongSupplier nanoClock;
    private final boolean inTime;
    private final SocketChannel channel;
    private final SelectionKey selection;
    private final ReplyDecoder decoder;
    private final InFlight inFlight;
    private final Misses misses;
    private final ValueCheck check = new ValueCheck();
    private final byte[] cutOff = new byte[ReplyDecoder.MOST_LEFT];
    private int cutOffCount;
    private boolean batchIsOpen = true;
    private @Nullable ByteBuffer unsent;
    private int keysSeen;
    private boolean checking;
    private long now;

    LoadConnection(int number, Selector selector, LoadPlan plan, Tally tally, LongSupplier nanoClock)
            throws IOException {
        this.number = number;
        this.workload = plan.workload();
        this.tally = tally;
        this.nanoClock = nanoClock;
        this.inTime = plan.isOpenLoop();
        InetSocketAddress address = plan.target().address();
        try {
            channel = SocketChannel.open(address);
        } catch (IOException e) {
            throw new IOException("cannot connect to " + Target.text(address) + ": " + e.getMessage(), e);
        }
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        selection = channel.register(selector, SelectionKey.OP_READ, this);
        decoder = plan.target().protocol().replies(this);
        inFlight = new InFlight(plan.target().pipeline(), workload.multiget());
        misses = new Misses(workload.readThrough() ? plan.target().pipeline() * workload.multiget() : 0);
    }

    /** Its place among the connections of its thread. */
    int number() {
        return number;
    }

    InFlight inFlight() {
        return inFlight;
    }

    Misses misses() {
        return misses;
    }

    /**
     * Whether a command may be sent. In a closed loop commands go in batches: the next one begins when the last is answered.
     * If each answer were followed by a command at once, batches would soon fall apart into single packets, on both sides.
     */
    boolean canSend() {
        if (inFlight.isEmpty()) {
            batchIsOpen = true;
        } else if (!inFlight.hasRoom()) {
            batchIsOpen = inTime;
        }
        return batchIsOpen && unsent == null && inFlight.hasRoom();
    }

    /**
     * Sends a batch of requests. What the socket does not take is kept, and goes when it takes more.
     *
     * @return whether all of it went
     */
    boolean send(ByteBuffer batch) throws IOException {
        channel.write(batch);
        if (!batch.hasRemaining()) {
            return true;
        }
        unsent = ByteBuffer.allocateDirect(batch.remaining()).put(batch).flip();
        selection.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        return false;
    }

    /** Sends what is left of a batch. */
    void sendRest() throws IOException {
        ByteBuffer rest = unsent;
        if (rest != null) {
            channel.write(rest);
            if (!rest.hasRemaining()) {
                unsent = null;
                selection.interestOps(SelectionKey.OP_READ);
            }
        }
    }

    /** Reads once, by way of the thread's buffer, and counts what was answered. */
    void receive(ByteBuffer bytes, UnsafeBuffer view) throws IOException {
        view.putBytes(0, cutOff, 0, cutOffCount);
        bytes.clear().position(cutOffCount);
        if (channel.read(bytes) < 0) {
            throw new EOFException("the server closed a connection");
        }
        now = nanoClock.getAsLong();
        int end = bytes.position();
        int read = decoder.decode(view, 0, end);
        cutOffCount = end - read;
        view.getBytes(read, cutOff, 0, cutOffCount);
    }

    @Override
    public void value(long key, int length) {
        int count = inFlight.isEmpty() || !inFlight.oldestIsGet() ? 0 : inFlight.oldestKeyCount();
        while (keysSeen < count && key != KeyText.NO_KEY && inFlight.oldestKey(keysSeen) != key) {
            misses.add(inFlight.oldestKey(keysSeen++));
        }
        checking = workload.verify() && keysSeen < count;
        if (keysSeen == count) {
            tally.add(Count.WRONG, 1); // nobody asked for this key
            return;
        }
        tally.add(Count.HITS, 1);
        long asked = inFlight.oldestKey(keysSeen++);
        if (checking) {
            boolean rightLength = length == workload.sizes().of(asked);
            check.begin(asked, rightLength ? length : -1);
        }
    }

    @Override
    public void valueBytes(DirectBuffer buffer, int from, int count) {
        if (checking) {
            check.bytes(buffer, from, count);
        }
    }

    @Override
    public void valueEnds() {
        if (checking && !check.isRight()) {
            tally.add(Count.WRONG, 1);
        }
    }

    @Override
    public void answered(Answer answer) {
        if (inFlight.isEmpty()) {
            return; // nobody asked; the reply that is missing elsewhere tells
        }
        boolean get = inFlight.oldestIsGet();
        if (get != (answer == Answer.GOT)) {
            tally.error("a reply of another command");
        } else if (get) {
            int count = inFlight.oldestKeyCount();
            tally.add(Count.KEYS, count);
            while (keysSeen < count) {
                misses.add(inFlight.oldestKey(keysSeen++));
            }
        } else if (answer == Answer.STORED) {
            tally.add(Count.SETS, 1);
        } else {
            tally.error("not stored");
        }
        finish(get);
    }

    @Override
    public void failed(String text) {
        tally.error(text);
        if (!inFlight.isEmpty()) {
            finish(inFlight.oldestIsGet());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void finish(boolean get) {
        tally.add(Count.COMMANDS, 1);
        tally.answered(get, now - inFlight.oldestSince());
        inFlight.removeOldest();
        keysSeen = 0;
    }
}
