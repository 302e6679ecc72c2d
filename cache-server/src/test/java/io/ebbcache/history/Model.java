package io.ebbcache.history;

import java.util.List;

/**
 * What an object does when one event follows the other.
 *
 * @param <S> its state; a value with equals
 * @param <E> an event: an operation together with its outcome
 */
public interface Model<S, E> {

    /** The state before the first event. */
    S initial();

    /** The states that it may have after an event; none if this cannot be the outcome of the operation. */
    List<S> next(S state, E event);
}
