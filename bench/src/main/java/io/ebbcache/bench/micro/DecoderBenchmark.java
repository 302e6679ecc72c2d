package io.ebbcache.bench.micro;

import io.ebbcache.server.command.CommandConfig;
import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyOutlet;
import io.ebbcache.server.command.RequestDecoder;
import io.ebbcache.server.command.ServerLimits;
import io.ebbcache.server.command.ServerState;
import io.ebbcache.server.protocol.Protocols;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Requests of a read of 16, from their bytes to those of their replies, with all but the network in between. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = {"-Djmh.executor=CUSTOM", "-Djmh.executor.class=io.ebbcache.bench.micro.LoopThreads"})
public class DecoderBenchmark {

    private static final int REQUESTS = 16;
    private static final int READS = 1 << 10;
    private static final int ITEMS = 1 << 16;
    private static final int VALUE_BYTES = 100;
    private static final int MIB = 1 << 20;

    @Param
    private WireProtocol protocol;

    private final UnsafeBuffer[] gets = new UnsafeBuffer[READS];
    private final UnsafeBuffer[] sets = new UnsafeBuffer[READS];
    private final Drain drain = new Drain();
    private MeasuredStore store;
    private ReplyBuffer replies;
    private RequestDecoder decoder;
    private int turn;

    /** Stores the items and writes the requests. */
    @Setup
    public void connect() {
        byte[] value = MeasuredStore.letters(VALUE_BYTES);
        store = new MeasuredStore(ITEMS, value);
        for (int i = 0; i < READS; i++) {
            int[] asked = IntStream.generate(store::nextItem).limit(REQUESTS).toArray();
            gets[i] = protocol.gets(asked);
            sets[i] = protocol.sets(asked, value);
        }
        ServerLimits limits = new ServerLimits(1, 1, 2 * MIB, 2 * MIB, MIB);
        ServerState state = new ServerState(store.store(), CommandConfig.standard("bench"), limits, graceful -> {});
        replies = new ReplyBuffer(
                PooledByteBufAllocator.DEFAULT, state.replyBudget(), drain, limits.replyBytesPerConnection());
        decoder = new Protocols(state.newCommands(), PooledByteBufAllocator.DEFAULT).newDecoder(replies);
        if (answer(gets) < REQUESTS * VALUE_BYTES) {
            throw new IllegalStateException("the decoder does not answer with values");
        }
    }

    /** Gets of what is there. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public long get() {
        return answer(gets);
    }

    /** Sets of what is there. */
    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public long set() {
        return answer(sets);
    }

    private long answer(UnsafeBuffer[] reads) {
        turn++;
        UnsafeBuffer read = reads[turn & (READS - 1)];
        if (decoder.decode(read, 0, read.capacity()) != read.capacity()) {
            throw new IllegalStateException("the decoder has not taken all requests");
        }
        replies.flush();
        return drain.bytes;
    }

    /** Lets go of everything. */
    @TearDown
    public void close() {
        decoder.release();
        replies.release();
        store.close();
    }

    /** Where replies leave at once, for nowhere. */
    private final class Drain implements ReplyOutlet {
        private long bytes;

        @Override
        public void write(ByteBuf left) {
            bytes += left.readableBytes();
            left.release();
        }

        @Override
        public void flush() {
            replies.sent();
        }

        @Override
        public void wake() {
            throw new IllegalStateException("nothing is told unasked");
        }
    }
}
