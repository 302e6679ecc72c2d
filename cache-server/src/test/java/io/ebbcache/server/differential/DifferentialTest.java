package io.ebbcache.server.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.net.RealMemcached;
import io.ebbcache.server.net.TestServer;
import io.ebbcache.server.net.TransportChoice;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Ebb answers as memcached does to what was made up at random. {@code -Debb.test.seed=…} repeats a run, {@code -Debb.test.requests=…}
 * asks for a longer one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DifferentialTest {

    private static final int REQUESTS = Integer.getInteger("ebb.test.requests", 10_000);

    private static final int REPETITIONS = 3;

    private RealMemcached memcached;
    private TestServer ebb;

    @BeforeAll
    void start() throws IOException {
        // its thread that moves items from one LRU to another would hold on to them now and then: see the known
        // differences
        memcached = RealMemcached.start("--extended=no_lru_maintainer");
        ebb = TestServer.start(TransportChoice.AUTO);
    }

    @AfterAll
    void stop() {
        if (memcached != null) {
            memcached.close();
        }
        if (ebb != null) {
            ebb.close();
        }
    }

    @Test
    void shouldAnswerClassicTextAsMemcachedDoes() {
        shouldAnswerAlike(new TextWire(), ClassicRequests::new);
    }

    @Test
    void shouldAnswerMetaCommandsAsMemcachedDoes() {
        shouldAnswerAlike(new TextWire(), MetaRequests::new);
    }

    @Test
    void shouldAnswerPacketsAsMemcachedDoes() {
        shouldAnswerAlike(new PacketWire(), PacketRequests::new);
    }

    private void shouldAnswerAlike(Wire wire, Function<Choice, Talks.Source> source) {
        long seed = Long.getLong("ebb.test.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Choice choice = new Choice(seed);
        Talks talks = new Talks(choice, source.apply(choice));
        try (Contest contest = new Contest(wire, ebb::connect, memcached::connect)) {
            int requests = 0;
            while (requests < REQUESTS) {
                Talk talk = talks.next();
                requests += talk.requests();
                Optional<Mismatch> mismatch = lasting(contest, talk);
                assertThat(mismatch.map(
                                found -> new Shrinker(contest, found).shrink().show(wire)))
                        .describedAs("seed %d", seed)
                        .isEmpty();
            }
        }
    }

    /** A difference that is there again and again, so that it is not for a second that has passed. */
    private static Optional<Mismatch> lasting(Contest contest, Talk talk) {
        Optional<Mismatch> mismatch = contest.run(talk);
        for (int i = 0; i < REPETITIONS && mismatch.isPresent(); i++) {
            mismatch = contest.run(mismatch.get().talk());
        }
        return mismatch;
    }
}
