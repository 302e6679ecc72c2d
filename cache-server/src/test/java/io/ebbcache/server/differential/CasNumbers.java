package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;

/** The CAS numbers that one server has told, named in the order of their first appearance: so those of two servers can be compared. */
final class CasNumbers {

    private static final char FIRST_MARK = '\ue000';
    private static final int MARKS = 16;

    /** No item has it. */
    private static final long NO_SUCH_NUMBER = 9_000_000_000_000_000_000L;

    private final List<Long> told = new ArrayList<>();

    /** What stands in a request for the number that was told {@code back} numbers before the newest. */
    static String mark(int back) {
        return String.valueOf((char) (FIRST_MARK + back));
    }

    /** The name of a number: equal for the same item of two servers. */
    String name(long number) {
        if (number == 0) {
            return "0";
        }
        int index = told.indexOf(number);
        if (index < 0) {
            index = told.size();
            told.add(number);
        }
        return "#" + index;
    }

    /** The request with numbers in place of the marks. */
    String fill(String request, Wire wire) {
        StringBuilder filled = new StringBuilder(request.length());
        for (int i = 0; i < request.length(); i++) {
            int back = request.charAt(i) - FIRST_MARK;
            if (back >= 0 && back < MARKS) {
                int index = told.size() - 1 - back;
                filled.append(wire.number(index < 0 ? NO_SUCH_NUMBER : told.get(index)));
            } else {
                filled.append(request.charAt(i));
            }
        }
        return filled.toString();
    }
}
