package io.ebbcache.bench.load;

import org.agrona.DirectBuffer;

/** The part of a reply that is a value, handed on as it comes. */
final class ValueStream {
    private final ReplySink sink;
    private final int trailerBytes;
    private int valueLeft;
    private int trailerLeft;
    private boolean open;

    /**
     * A stream of values.
     *
     * @param trailerBytes what stands behind each value and belongs to it: the line's end, or nothing
     */
    ValueStream(ReplySink sink, int trailerBytes) {
        this.sink = sink;
        this.trailerBytes = trailerBytes;
    }

    void begin(long key, int length) {
        sink.value(key, length);
        valueLeft = length;
        trailerLeft = trailerBytes;
        open = true;
    }

    boolean isOpen() {
        return open;
    }

    /** Takes what there is of it; gives the place behind. */
    int take(DirectBuffer buffer, int from, int to) {
        int count = Math.min(valueLeft, to - from);
        sink.valueBytes(buffer, from, count);
        valueLeft -= count;
        int trailer = Math.min(valueLeft == 0 ? trailerLeft : 0, to - from - count);
        trailerLeft -= trailer;
        if (valueLeft == 0 && trailerLeft == 0) {
            open = false;
            sink.valueEnds();
        }
        return from + count + trailer;
    }
}
