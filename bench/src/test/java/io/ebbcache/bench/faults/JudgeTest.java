package io.ebbcache.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.bench.faults.Operation.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rings are told at 0 and 100, or at 200 and 300; what is written is so at 50 or 150, what is read at 90 or 250. */
class JudgeTest {
    private static final String[] ALL = {"n1", "n2", "n3"};

    private final RingBook rings = new RingBook();
    private final Judge judge = new Judge(rings);

    @Test
    void shouldFindAReadThatMissedAWriteInTheSameRingStale() {
        early(1, ALL);

        Finding finding = judge.judge(suspect("n3", readAt(90, "n1"), writeAt(50, "n2")));

        assertThat(finding.verdict()).isEqualTo(Verdict.STALE);
        assertThat(finding.reason()).isEqualTo("the same ring");
        assertThat(finding.owner()).isEqualTo("n3");
        assertThat(finding.readRing()).isEqualTo(Views.ring(1));
    }

    @Test
    void shouldFindAReadInAnotherRingBehind() {
        told("n1", 0, Views.view(1, ALL));
        told("n2", 0, Views.view(2, ALL));

        Finding finding = judge.judge(suspect("n3", readAt(90, "n1"), writeAt(50, "n2")));

        assertThat(finding.verdict()).isEqualTo(Verdict.BEHIND);
        assertThat(finding.reason()).isEqualTo("different rings");
    }

    @Test
    void shouldFindAReadBehindWhoseRingIsNotKnown() {
        early(1, ALL);

        assertThat(judge.judge(suspect("n3", readAt(150, "n1"), writeAt(50, "n2")))
                        .verdict())
                .isEqualTo(Verdict.BEHIND);
    }

    @Test
    void shouldFindAReadBehindThroughANodeWithoutARing() {
        early(0, "n1");

        assertThat(judge.judge(suspect("n3", readAt(90, "n1"), writeAt(50, "n1")))
                        .reason())
                .isEqualTo("the reader had no ring");
    }

    @Test
    void shouldFindWhatComesToLightWhenBothHaveOneRingAgainResurfaced() {
        early(1, ALL);
        late(2, ALL);

        Finding finding = judge.judge(suspect("n3", readAt(250, "n1"), writeAt(50, "n2")));

        assertThat(finding.verdict()).isEqualTo(Verdict.RESURFACED);
        assertThat(finding.reason()).isEqualTo("different rings");
    }

    @Test
    void shouldFindWhatComesToLightAfterTheWritersRingChangedResurfaced() {
        early(1, ALL);
        late(2, ALL);

        Finding finding = judge.judge(suspect("n3", readAt(250, "n1"), writeAt(150, "n2")));

        assertThat(finding.verdict()).isEqualTo(Verdict.RESURFACED);
        assertThat(finding.reason()).isEqualTo("the writer's ring changed or is not known");
    }

    /** What the smaller part of a split cluster was told does not count for the other. */
    @Test
    void shouldFindAReadBehindThatMissedAWriteOfAPart() {
        early(1, ALL);
        told("n2", 0, Views.tentative(2, "n2"));
        late(3, ALL);

        assertThat(judge.judge(suspect("n3", readAt(250, "n1"), writeAt(50, "n2")))
                        .verdict())
                .isEqualTo(Verdict.BEHIND);
        assertThat(judge.judge(suspect("n3", readAt(250, "n1"), writeAt(150, "n2")))
                        .verdict())
                .as("or perhaps of a part")
                .isEqualTo(Verdict.BEHIND);
    }

    @Test
    void shouldFindNothingResurfacedWhileTheWriterHasAnotherRing() {
        early(1, ALL);
        told("n1", 200, Views.view(2, ALL));
        told("n2", 200, Views.view(3, ALL));

        assertThat(judge.judge(suspect("n3", readAt(250, "n1"), writeAt(50, "n2")))
                        .verdict())
                .isEqualTo(Verdict.BEHIND);
    }

    @Test
    void shouldFindAReadBehindWhenTheWriterHadNoRing() {
        told("n1", 0, Views.view(1, "n1"));
        told("n2", 0, Views.view(0, "n2"));
        late(2, "n1", "n2");

        Finding finding = judge.judge(suspect("n1", readAt(250, "n1"), writeAt(50, "n2")));

        assertThat(finding.verdict()).isEqualTo(Verdict.BEHIND);
        assertThat(finding.reason()).isEqualTo("the writer had no ring");
    }

    @Test
    void shouldJudgeByTheWriteThatSpeaksMostAgainstTheRead() {
        told("n1", 0, Views.view(1, ALL));
        told("n2", 0, Views.view(2, ALL));
        Operation inSameRing = new Operation(Kind.DELETE, 2, "n1", 30, 31);

        Finding finding =
                judge.judge(new Suspect(keyOf("n3", 1), readAt(90, "n1"), List.of(writeAt(50, "n2"), inSameRing)));

        assertThat(finding.verdict()).isEqualTo(Verdict.STALE);
        assertThat(finding.missed()).isEqualTo(inSameRing);
    }

    private void early(long ring, String... members) {
        Arrays.stream(members).forEach(each -> told(each, 0, Views.view(ring, members)));
    }

    private void late(long ring, String... members) {
        Arrays.stream(members).forEach(each -> told(each, 200, Views.view(ring, members)));
    }

    private void told(String node, long at, NodeView view) {
        rings.told(node, at, at + 1, view);
        rings.told(node, at + 100, at + 101, view);
    }

    private Suspect suspect(String owner, Operation read, Operation write) {
        RingId ring = rings.during(read.node(), read.fromNanos(), read.toNanos());
        return new Suspect(keyOf(owner, ring == null || !ring.exists() ? 0 : ring.version()), read, List.of(write));
    }

    /** A key that this node has in a ring; any key where there is no ring. */
    private String keyOf(String owner, long ring) {
        return IntStream.range(0, 1000)
                .mapToObj(Values::key)
                .filter(key -> ring == 0 || rings.owner(Views.ring(ring), key).equals(owner))
                .findFirst()
                .orElseThrow();
    }

    private static Operation readAt(long nanos, String node) {
        return new Operation(Kind.GET, 1, node, nanos, nanos + 1);
    }

    private static Operation writeAt(long nanos, String node) {
        return new Operation(Kind.SET, 3, node, nanos, nanos + 1);
    }
}
