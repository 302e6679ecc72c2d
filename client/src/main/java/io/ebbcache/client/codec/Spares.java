package io.ebbcache.client.codec;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Things that are dear to make and serve one thread at a time. As many as there are processors are kept; threads beyond that make their own and
 * throw it away.
 */
final class Spares<T> {
    private final ArrayBlockingQueue<T> spares =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
    private final Supplier<T> make;
    private final Consumer<T> close;

    Spares(Supplier<T> make, Consumer<T> close) {
        this.make = make;
        this.close = close;
    }

    /** Lends one for this. One that fails is not used again. */
    int with(ToIntFunction<T> use) {
        T spare = spares.poll();
        T lent = spare != null ? spare : make.get();
        boolean good = false;
        try {
            int result = use.applyAsInt(lent);
            good = spares.offer(lent);
            return result;
        } finally {
            if (!good) {
                close.accept(lent);
            }
        }
    }
}
