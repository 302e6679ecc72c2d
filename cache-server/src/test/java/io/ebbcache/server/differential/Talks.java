package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;

/** Makes up talks: bursts of few or many requests, in one piece or several. */
final class Talks {

    /** Makes up what is said in one protocol. */
    interface Source {

        /** Requests that belong together, mostly one; they can come with others in one burst. */
        List<Request> together();

        /** Requests that are to be answered before the next ones come. */
        List<Request> alone();
    }

    private static final int MOST_BURSTS = 12;
    private static final int MOST_REQUESTS = 8;

    private final Choice choice;
    private final Source source;

    Talks(Choice choice, Source source) {
        this.choice = choice;
        this.source = source;
    }

    Talk next() {
        List<Burst> bursts = new ArrayList<>();
        for (int i = choice.between(1, MOST_BURSTS); i > 0; i--) {
            List<Request> requests = choice.once(2) ? source.alone() : together();
            bursts.add(new Burst(requests, choice.once(3) ? choice.seed() : 0));
        }
        return new Talk(bursts);
    }

    private List<Request> together() {
        List<Request> requests = new ArrayList<>();
        for (int count = choice.between(2, MOST_REQUESTS); count > 0; count--) {
            requests.addAll(source.together());
        }
        return requests;
    }
}
