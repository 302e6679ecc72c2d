package io.ebbcache.store;

import io.ebbcache.history.Model;
import java.util.List;
import java.util.stream.Stream;

/**
 * One item in a store whose pages are all dropped now and then, by one thread.
 *
 * <p>A drop takes page after page, so it is no operation with one moment. It has a begin and an end: what was there when it began is
 * gone when it has ended. What is written meanwhile goes or stays: there is a page that has been passed already and one that has
 * not. So does what is found later, if its operation had been called before the end: its bytes may have been written before, or what
 * it depends on was read before.
 */
final class DroppedItem implements Model<DroppedItem.State, DroppedItem.Event> {

    enum Operation {
        GET,
        SET,
        ADD,
        APPEND,
        DELETE,
        INCREMENT,
        DROP_BEGINS,
        DROP_ENDS
    }

    /**
     * An operation with its outcome.
     *
     * @param outcome a value, or the name of an {@link Outcome}
     * @param endedBefore how many drops had ended when it was called
     * @param begunAfter how many drops had begun when it returned
     */
    record Event(Operation operation, int argument, String outcome, int endedBefore, int begunAfter) {}

    /**
     * What is known of the item.
     *
     * @param value {@link LaneOfThread#MISS} where there is none
     * @param endedBefore of the event that wrote it
     * @param begunAfter of the event that wrote it
     * @param drops that have begun
     * @param doomed whether it was there, ready, when a drop began that has not ended
     */
    record State(String value, int endedBefore, int begunAfter, int drops, boolean doomed) {

        private boolean isThere() {
            return !value.equals(LaneOfThread.MISS);
        }

        private State gone() {
            return new State(LaneOfThread.MISS, 0, 0, drops, false);
        }

        private State dropBegins() {
            return new State(value, endedBefore, begunAfter, drops + 1, isThere() && begunAfter <= drops);
        }

        private State written(String next, Event event) {
            return new State(next, event.endedBefore, event.begunAfter, drops, false);
        }
    }

    @Override
    public State initial() {
        return new State(LaneOfThread.MISS, 0, 0, 0, false);
    }

    @Override
    public List<State> next(State state, Event event) {
        boolean mayBeGone = state.isThere() && state.drops > state.endedBefore;
        Stream<State> before = mayBeGone ? Stream.of(state, state.gone()) : Stream.of(state);
        return before.flatMap(each -> after(each, event)).toList();
    }

    /** At most one state. */
    private static Stream<State> after(State state, Event event) {
        return switch (event.operation) {
            case GET -> when(event.outcome.equals(state.value), state);
            case SET -> when(is(event, Outcome.STORED), state.written(Integer.toString(event.argument), event));
            case ADD ->
                state.isThere()
                        ? when(is(event, Outcome.NOT_STORED), state)
                        : when(is(event, Outcome.STORED), state.written(Integer.toString(event.argument), event));
            case APPEND ->
                state.isThere()
                        ? when(is(event, Outcome.STORED), state.written(state.value + event.argument, event))
                        : when(is(event, Outcome.NOT_STORED), state);
            case DELETE -> when(is(event, state.isThere() ? Outcome.DELETED : Outcome.NOT_FOUND), state.gone());
            case INCREMENT -> {
                String sum = state.isThere() ? sum(state, event) : state.value;
                yield when(event.outcome.equals(sum), state.isThere() ? state.written(sum, event) : state);
            }
            case DROP_BEGINS -> Stream.of(state.dropBegins());
            case DROP_ENDS -> when(!state.doomed, state);
        };
    }

    private static String sum(State state, Event event) {
        return Long.toUnsignedString(Long.parseUnsignedLong(state.value) + event.argument);
    }

    private static boolean is(Event event, Outcome outcome) {
        return event.outcome.equals(outcome.name());
    }

    private static Stream<State> when(boolean possible, State state) {
        return possible ? Stream.of(state) : Stream.empty();
    }
}
