package io.ebbcache.server.differential;

import java.util.List;
import java.util.stream.Collectors;

/** Two servers did not answer the same to the last burst of a talk. */
record Mismatch(Talk talk, List<String> ours, List<String> theirs) {

    String show(Wire wire) {
        return "both were told\n" + talk.show(wire) + "\n\nEbb answers to the last\n" + show(ours)
                + "\n\nmemcached answers\n" + show(theirs) + "\n";
    }

    private static String show(List<String> replies) {
        return replies.stream().map(reply -> "  " + Shown.text(reply)).collect(Collectors.joining("\n"));
    }
}
