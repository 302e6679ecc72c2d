package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.bench.faults.KeyHistory.Reading;
import io.ebbcache.bench.faults.Operation.Kind;
import org.junit.jupiter.api.Test;

/** Each write and each read takes one nanosecond. */
class KeyHistoryTest {
    private final KeyHistory key = new KeyHistory();
    private long now;

    @Test
    void shouldTakeTheLastAcknowledgedValueForRight() {
        long version = set();

        assertThat(read(version)).isEqualTo(Reading.RIGHT);
    }

    @Test
    void shouldTakeAValueThatIsJustBeingWrittenForRight() {
        set();
        long next = key.beginWrite();

        assertThat(read(next)).isEqualTo(Reading.RIGHT);
    }

    @Test
    void shouldTellAllWritesThatAReadMissed() {
        long old = set();
        long second = set();
        long deleted = delete();

        Reading reading = read(old);

        assertThat(reading.right()).isTrue();
        assertThat(reading.missed()).extracting(Operation::version).containsExactly(deleted, second);
    }

    @Test
    void shouldNotBlameAReadThatBeganBeforeTheWriteWasAcknowledged() {
        long old = set();
        long floor = key.beginRead();
        set();

        assertThat(key.endRead(old, floor, ++now)).isEqualTo(Reading.RIGHT);
    }

    @Test
    void shouldTakeWhatNobodyWroteForWrong() {
        set();
        long deleted = delete();

        assertThat(read(deleted + 1)).isEqualTo(Reading.WRONG);
        assertThat(read(0)).isEqualTo(Reading.WRONG);
        assertThat(read(deleted)).as("a delete has no value").isEqualTo(Reading.WRONG);
    }

    @Test
    void shouldTakeTheVersionOfADeleteInDoubtForWrong() {
        long version = key.beginWrite();
        key.inDoubt(Kind.DELETE, version);

        assertThat(read(version)).isEqualTo(Reading.WRONG);
    }

    @Test
    void shouldAllowOneWriteAtATime() {
        long first = key.beginWrite();
        assertThat(key.beginWrite()).isZero();

        key.inDoubt(Kind.SET, first);
        assertThat(key.beginWrite()).isEqualTo(first + 1);
    }

    /** What has no answer may be carried out late. */
    @Test
    void shouldAllowAValueInDoubtAfterALaterOneWasAcknowledged() {
        long doubtful = key.beginWrite();
        key.inDoubt(Kind.SET, doubtful);
        set();

        assertThat(read(doubtful)).isEqualTo(Reading.DOUBTFUL);
        assertThat(read(doubtful)).as("and it stays").isEqualTo(Reading.DOUBTFUL);
    }

    @Test
    void shouldNotAllowAValueInDoubtThatWasReplacedAfterItWasRead() {
        long doubtful = key.beginWrite();
        key.inDoubt(Kind.SET, doubtful);
        set();
        read(doubtful);
        long replaced = set();

        assertThat(read(doubtful).missed()).extracting(Operation::version).containsExactly(replaced);
    }

    @Test
    void shouldMissNothingOfWhatCameBeforeAValue() {
        set();
        long middle = set();
        long last = set();

        assertThat(read(middle).missed()).extracting(Operation::version).containsExactly(last);
    }

    private long set() {
        return write(Kind.SET);
    }

    private long delete() {
        return write(Kind.DELETE);
    }

    private long write(Kind kind) {
        long version = key.beginWrite();
        key.acknowledged(new Operation(kind, version, "n1", ++now, ++now));
        return version;
    }

    private Reading read(long version) {
        return key.endRead(version, key.beginRead(), ++now);
    }
}
