package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * Requests that are sent together; all replies to them are read before the next ones are sent.
 *
 * @param splits seed of the places where the bytes are split; 0 sends them in one piece
 */
record Burst(List<Request> requests, long splits) {

    private static final int MOST_PIECES = 6;

    static Burst of(Request... requests) {
        return new Burst(List.of(requests), 0);
    }

    Burst without(int from, int to) {
        List<Request> rest = new ArrayList<>(requests);
        rest.subList(from, to).clear();
        return new Burst(rest, splits);
    }

    Burst inOnePiece() {
        return new Burst(requests, 0);
    }

    /** The bytes in the pieces in which they are sent. */
    List<String> pieces(String bytes) {
        if (splits == 0 || bytes.length() < 2) {
            return List.of(bytes);
        }
        Choice choice = new Choice(splits);
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int i = choice.between(1, MOST_PIECES); i > 1 && from < bytes.length() - 1; i--) {
            int to = choice.between(from + 1, bytes.length() - 1);
            pieces.add(bytes.substring(from, to));
            from = to;
        }
        pieces.add(bytes.substring(from));
        return pieces;
    }
}
