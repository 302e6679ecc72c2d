package io.ebbcache.server.net;

import io.ebbcache.server.command.RequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much is read at once: a fixed amount, and more while the rest of one large value is on its way, of which nothing can
 * be left over. The memory is there only from the read until its bytes are decoded.
 */
final class ReadSize implements RecvByteBufAllocator {

    /** What is read at once of a large value at most. */
    static final int LARGEST_READ_BYTES = 64 * 1024;

    /** Reads before the replies are sent and other connections have their turn. */
    private static final int READS_PER_TURN = 4;

    private final RequestDecoder decoder;
    private final int usualBytes;
    private final int largestBytes;

    /** @param largestBytes while the rest of a large value is on its way */
    ReadSize(RequestDecoder decoder, int usualBytes, int largestBytes) {
        this.decoder = decoder;
        this.usualBytes = usualBytes;
        this.largestBytes = largestBytes;
    }

    @Override
    public ExtendedHandle newHandle() {
        return new Turn();
    }

    /** One connection's turns, one after the other. */
    private final class Turn implements ExtendedHandle {
        private @Nullable ChannelConfig config;
        private int reads;
        private int attempted;
        private int last;

        @Override
        public ByteBuf allocate(ByteBufAllocator allocator) {
            return allocator.directBuffer(guess());
        }

        @Override
        public int guess() {
            return Math.max(usualBytes, Math.min(decoder.expectedBytes(), largestBytes));
        }

        @Override
        public void reset(ChannelConfig channelConfig) {
            config = channelConfig;
            reads = 0;
        }

        @Override
        public boolean continueReading() {
            return mayContinue() && last == attempted;
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
            return mayContinue() && maybeMoreData.get();
        }

        private boolean mayContinue() {
            ChannelConfig current = config;
            return reads < READS_PER_TURN && last > 0 && current != null && current.isAutoRead();
        }

        @Override
        public void incMessagesRead(int messages) {
            reads += messages;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        @Override
        public void readComplete() {
            // nothing is learned from one turn for the next
        }
    }
}
