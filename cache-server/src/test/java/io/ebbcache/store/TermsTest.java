package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.store.expiry.StoreClock;
import io.ebbcache.store.item.Item;
import io.ebbcache.store.stats.StoreCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operations do under terms. */
class TermsTest {

    private static final long NEVER = StoreClock.NEVER;

    private final AtomicLong unixMillis = new AtomicLong(1_700_000_000_000L);
    private final StoreClock clock = new StoreClock(unixMillis::get);
    private final Store store = TestStores.emulated(clock);
    private final Lane lane = store.newLane();
    private final CopyingSink sink = new CopyingSink(1 << 20);

    @AfterEach
    void close() {
        store.close();
        sink.close();
    }

    private static Terms terms() {
        return new Terms();
    }

    private static Terms claiming() {
        return terms().claiming();
    }

    private Item read(Terms terms) {
        assertThat(lane.get(key("k"), terms, sink)).isEqualTo(Outcome.FOUND);
        return lane.item();
    }

    private Outcome set(String value, long expiry) {
        return lane.store(StoreMode.SET, key("k"), 7, expiry, 0, BytesValue.of(value));
    }

    private Outcome store(StoreMode mode, String value, Terms terms) {
        return lane.store(mode, key("k"), 9, NEVER, terms, BytesValue.of(value));
    }

    private void passSeconds(long seconds) {
        unixMillis.addAndGet(seconds * 1000);
        clock.tick();
    }

    // ---- vivify ----

    @Test
    void shouldMakeAnEmptyItemAndLetItsMakerWin() {
        Item made = read(claiming().vivify(clock.expiry(30)));
        assertThat(made.isMade()).isTrue();
        assertThat(made.isWon()).isTrue();
        assertThat(made.isClaimed()).isFalse();
        assertThat(made.valueLength()).isZero();
        assertThat(made.oldExpiry()).isEqualTo(NEVER);
        assertThat(made.expiry()).isEqualTo(clock.expiry(30));
        assertThat(sink.bytes()).isEmpty();
        Item other = read(claiming().vivify(clock.expiry(90)));
        assertThat(other.isMade()).isFalse();
        assertThat(other.isWon()).isFalse();
        assertThat(other.isClaimed()).isTrue();
        assertThat(other.expiry()).isEqualTo(clock.expiry(30));
        assertThat(store.statistics().currItems()).isEqualTo(1);
    }

    @Test
    void shouldMakeAnItemAnewWhenTheOneMadeIsOver() {
        read(claiming().vivify(clock.expiry(2)));
        passSeconds(2);
        assertThat(read(claiming().vivify(clock.expiry(2))).isWon()).isTrue();
    }

    @Test
    void shouldGiveAMadeItemTheExpiryThatWasSaidLast() {
        assertThat(read(terms().vivify(clock.expiry(30)).touch(clock.expiry(60)))
                        .expiry())
                .isEqualTo(clock.expiry(60));
        lane.delete(key("k"), 0);
        assertThat(read(terms().touch(clock.expiry(60)).vivify(clock.expiry(30)))
                        .expiry())
                .isEqualTo(clock.expiry(30));
    }

    @Test
    void shouldAppendToWhatIsNotThereOnlyIfToldTo() {
        assertThat(store(StoreMode.APPEND, "x", terms())).isEqualTo(Outcome.NOT_STORED);
        assertThat(store(StoreMode.APPEND, "x", terms().ifCas(5))).isEqualTo(Outcome.NOT_STORED);
        assertThat(store(StoreMode.APPEND, "x", terms().vivify(clock.expiry(30))))
                .isEqualTo(Outcome.STORED);
        assertThat(read(terms()).flags()).isEqualTo(9);
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(30));
        assertThat(store(StoreMode.PREPEND, "w", terms().vivify(clock.expiry(90))))
                .isEqualTo(Outcome.STORED);
        read(terms());
        assertThat(sink.text()).isEqualTo("wx");
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(30));
    }

    @Test
    void shouldMakeANumberAndCountFromThere() {
        Terms make = terms().initial(41).vivify(clock.expiry(30));
        assertThat(lane.increment(key("k"), 5, make)).isEqualTo(Outcome.STORED);
        assertThat(lane.number()).isEqualTo(41);
        assertThat(lane.item().isMade()).isTrue();
        assertThat(lane.item().oldExpiry()).isEqualTo(NEVER);
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(30));
        assertThat(lane.increment(key("k"), 5, make)).isEqualTo(Outcome.STORED);
        assertThat(lane.number()).isEqualTo(46);
        assertThat(lane.item().isMade()).isFalse();
    }

    // ---- stale, claimed, won ----

    @Test
    void shouldLetOneWinAStaleItem() {
        set("x", NEVER);
        long cas = lane.item().cas();
        assertThat(lane.delete(key("k"), terms().stale().touch(clock.expiry(30))))
                .isEqualTo(Outcome.DELETED);
        Item first = read(claiming());
        assertThat(first.cas()).isNotEqualTo(cas);
        assertThat(first.flags()).isEqualTo(7);
        assertThat(first.expiry()).isEqualTo(clock.expiry(30));
        assertThat(first.isStale()).isTrue();
        assertThat(first.isWon()).isTrue();
        assertThat(sink.text()).isEqualTo("x");
        Item second = read(claiming());
        assertThat(second.isStale()).isTrue();
        assertThat(second.isClaimed()).isTrue();
        assertThat(second.isWon()).isFalse();
        lane.delete(key("k"), terms().stale());
        assertThat(read(claiming()).isWon()).isTrue();
        set("y", NEVER);
        assertThat(read(claiming()).isStale()).isFalse();
        assertThat(lane.item().isClaimed()).isFalse();
    }

    @Test
    void shouldClaimNothingForThoseWhoDoNotAsk() {
        set("x", NEVER);
        lane.delete(key("k"), terms().stale());
        assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
        assertThat(lane.getAndTouch(key("k"), NEVER, sink)).isEqualTo(Outcome.FOUND);
        assertThat(lane.touch(key("k"), NEVER)).isEqualTo(Outcome.TOUCHED);
        assertThat(lane.inspect(key("k"))).isEqualTo(Outcome.FOUND);
        assertThat(read(claiming()).isWon()).isTrue();
    }

    @Test
    void shouldLetExactlyOneOfManyThreadsWin() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            set("x", NEVER);
            lane.delete(key("k"), terms().stale());
            AtomicInteger winners = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Lane own = round == 0 ? store.newLane() : store.lanes().get(1 + i);
                threads.add(new Thread(() -> readAndCount(own, winners)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(winners).hasValue(1);
        }
    }

    private static void readAndCount(Lane own, AtomicInteger winners) {
        try (CopyingSink ownSink = new CopyingSink(16)) {
            for (int i = 0; i < 5; i++) {
                own.get(key("k"), claiming(), ownSink);
                winners.addAndGet(own.item().isWon() ? 1 : 0);
            }
        }
    }

    @Test
    void shouldLeaveAnEmptyItem() {
        set("x", clock.expiry(30));
        assertThat(lane.delete(key("k"), terms().emptied())).isEqualTo(Outcome.DELETED);
        Item left = read(claiming());
        assertThat(left.valueLength()).isZero();
        assertThat(left.flags()).isZero();
        assertThat(left.expiry()).isEqualTo(NEVER);
        assertThat(left.isStale()).isFalse();
        assertThat(lane.delete(key("k"), terms().emptied().stale().touch(clock.expiry(5))))
                .isEqualTo(Outcome.DELETED);
        assertThat(read(claiming()).isWon()).isTrue();
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(5));
        assertThat(lane.delete(key("other"), terms().emptied())).isEqualTo(Outcome.NOT_FOUND);
    }

    @Test
    void shouldLeaveAStaleNumberStaleWhenItCounts() {
        set("1", NEVER);
        lane.delete(key("k"), terms().stale());
        assertThat(lane.increment(key("k"), 1, terms())).isEqualTo(Outcome.STORED);
        assertThat(read(claiming()).isStale()).isTrue();
        assertThat(lane.item().isWon()).isTrue();
    }

    // ---- recache ----

    @Test
    void shouldLetOneWinWhenTheItemExpiresBefore() {
        set("x", clock.expiry(10));
        assertThat(read(claiming().recache(clock.expiry(10))).isWon()).isFalse();
        assertThat(read(claiming().recache(clock.expiry(11))).isWon()).isTrue();
        assertThat(read(claiming().recache(clock.expiry(11))).isWon()).isFalse();
        assertThat(lane.item().isClaimed()).isTrue();
        set("x", NEVER);
        assertThat(read(claiming().recache(clock.expiry(11))).isWon()).isFalse();
    }

    @Test
    void shouldCompareTheExpiryThatHoldsWhereRecacheWasSaid() {
        set("x", clock.expiry(10));
        assertThat(read(terms().touch(clock.expiry(90)).recache(clock.expiry(30)))
                        .isWon())
                .isFalse();
        set("x", clock.expiry(10));
        assertThat(read(terms().recache(clock.expiry(30)).touch(clock.expiry(90)))
                        .isWon())
                .isTrue();
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(90));
        assertThat(lane.item().oldExpiry()).isEqualTo(clock.expiry(10));
    }

    // ---- numbers ----

    @Test
    void shouldTakeAValueForAnOlderNumberAsStaleOnly() {
        assertThat(store(StoreMode.CAS, "x", terms().ifCas(5).stale())).isEqualTo(Outcome.NOT_FOUND);
        set("x", NEVER);
        set("x", clock.expiry(30));
        long cas = lane.item().cas();
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(cas + 1).stale())).isEqualTo(Outcome.EXISTS);
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(cas - 1))).isEqualTo(Outcome.EXISTS);
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(0).stale())).isEqualTo(Outcome.EXISTS);
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(cas - 1).stale())).isEqualTo(Outcome.STORED);
        assertThat(read(claiming()).isStale()).isTrue();
        assertThat(lane.item().isWon()).isTrue();
        assertThat(lane.item().expiry()).isEqualTo(clock.expiry(30));
        assertThat(sink.text()).isEqualTo("y");
        assertThat(store(StoreMode.CAS, "z", terms().ifCas(lane.item().cas()).stale()))
                .isEqualTo(Outcome.STORED);
        assertThat(read(claiming()).isStale()).isFalse();
        assertThat(lane.item().expiry()).isEqualTo(NEVER);
    }

    @Test
    void shouldCompareNumbersWithoutSign() {
        assertThat(store(StoreMode.SET, "x", terms().newCas(-1))).isEqualTo(Outcome.STORED);
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(1).stale())).isEqualTo(Outcome.STORED);
        assertThat(store(StoreMode.CAS, "y", terms().ifCas(-1).stale())).isEqualTo(Outcome.EXISTS);
    }

    @Test
    void shouldDoNothingUnderAnotherNumber() {
        set("10", NEVER);
        long cas = lane.item().cas();
        Terms other = terms().ifCas(cas + 1);
        assertThat(store(StoreMode.APPEND, "0", other)).isEqualTo(Outcome.EXISTS);
        assertThat(lane.increment(key("k"), 1, other)).isEqualTo(Outcome.EXISTS);
        assertThat(lane.delete(key("k"), other)).isEqualTo(Outcome.EXISTS);
        assertThat(lane.delete(key("k"), terms().ifCas(cas + 1).stale())).isEqualTo(Outcome.EXISTS);
        assertThat(read(claiming()).cas()).isEqualTo(cas);
        assertThat(sink.text()).isEqualTo("10");
        assertThat(lane.increment(key("k"), 1, terms().ifCas(cas))).isEqualTo(Outcome.STORED);
        assertThat(lane.delete(key("k"), terms().ifCas(lane.item().cas()))).isEqualTo(Outcome.DELETED);
    }

    @Test
    void shouldGiveTheNumberThatTheClientChose() {
        store(StoreMode.SET, "1", terms().newCas(1L << 60));
        assertThat(read(terms()).cas()).isEqualTo(1L << 60);
        lane.increment(key("k"), 1, terms().newCas(3));
        assertThat(read(terms()).cas()).isEqualTo(3);
        lane.delete(key("k"), terms().stale().newCas(2));
        assertThat(read(terms()).cas()).isEqualTo(2);
        lane.delete(key("k"), 0);
        assertThat(read(terms().vivify(NEVER).newCas(1)).cas()).isEqualTo(1);
        set("x", NEVER);
        assertThat(read(terms()).cas()).isLessThan(100);
    }

    @Test
    void shouldFlushByTimeAndNotByTheNumberThatTheClientChose() {
        for (int i = 0; i < 100; i++) {
            set("x", NEVER);
        }
        store(StoreMode.SET, "x", terms().newCas(1L << 60));
        store.flushAll();
        assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.NOT_FOUND);
        store(StoreMode.SET, "y", terms().newCas(1));
        assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
        assertThat(lane.touch(key("k"), NEVER)).isEqualTo(Outcome.TOUCHED);
        assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
        store.flushAll();
        assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.NOT_FOUND);
    }

    // ---- reading ----

    @Test
    void shouldLeaveOutTheValueThatIsNotWanted() {
        set("x", NEVER);
        long cas = lane.item().cas();
        assertThat(store.statistics().get(StoreCounter.GET_HITS)).isZero();
        for (Terms terms : List.of(terms().valueless(), terms().unlessCas(cas))) {
            sink.fill((byte) '?');
            read(terms);
            assertThat(sink.text()).isEqualTo("?");
        }
        read(terms().unlessCas(cas + 1));
        assertThat(sink.text()).isEqualTo("x");
        assertThat(store.statistics().get(StoreCounter.GET_HITS)).isEqualTo(3);
    }

    @Test
    void shouldTellTheStateBeforeTheAccess() {
        set("x", NEVER);
        passSeconds(5);
        assertThat(read(terms().unnoticed()).isFetched()).isFalse();
        assertThat(lane.inspect(key("k"))).isEqualTo(Outcome.FOUND);
        assertThat(lane.item().idleSeconds()).isEqualTo(5);
        assertThat(read(terms()).isFetched()).isFalse();
        assertThat(lane.item().idleSeconds()).isEqualTo(5);
        passSeconds(1);
        assertThat(read(terms()).isFetched()).isTrue();
        assertThat(lane.item().idleSeconds()).isEqualTo(1);
        assertThat(lane.inspect(key("other"))).isEqualTo(Outcome.NOT_FOUND);
        assertThat(store.statistics().get(StoreCounter.CMD_GET)).isEqualTo(3);
    }
}
