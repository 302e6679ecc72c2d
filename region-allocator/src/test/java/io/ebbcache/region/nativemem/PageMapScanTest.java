package io.ebbcache.region.nativemem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageMapScanTest {

    private static final char ABSENT = '.';
    private static final char DATA = 'd';
    private static final char ZERO = 'z';

    private final List<Runnable> cleanups = new ArrayList<>();
    private NativeMemory memory;
    private PageMapScan scan;

    @BeforeEach
    void openScan() {
        assumeThat(NativeMemory.find()).as("native memory").isPresent();
        memory = NativeMemory.find().orElseThrow();
        assumeThat(PageMapScan.open()).as("PAGEMAP_SCAN (Linux 6.7)").isPresent();
        scan = PageMapScan.open().orElseThrow();
        cleanups.add(scan::close);
    }

    @AfterEach
    void cleanUp() {
        cleanups.forEach(Runnable::run);
    }

    private long map(int pages) {
        long length = (long) pages * memory.pageBytes();
        long address = memory.map(MapType.PRIVATE, length);
        memory.tryAdvise(address, length, Advice.NOHUGEPAGE);
        cleanups.add(() -> memory.unmap(address, length));
        return address;
    }

    /** Brings pages into the states that a string says, one letter a page. */
    private long map(String states) {
        long address = map(states.length());
        for (int page = 0; page < states.length(); page++) {
            long at = address + (long) page * memory.pageBytes();
            switch (states.charAt(page)) {
                case DATA -> UnsafeApi.putByte(at, (byte) 1);
                case ZERO -> assertThat(UnsafeApi.getByte(at)).isZero();
                default -> {}
            }
        }
        return address;
    }

    private String scan(long address, int pages) {
        StringBuilder states = new StringBuilder(String.valueOf(ABSENT).repeat(pages));
        scan.scan(address, address + (long) pages * memory.pageBytes(), (start, end, zero) -> {
            for (long at = start; at < end; at += memory.pageBytes()) {
                int page = (int) ((at - address) / memory.pageBytes());
                assertThat(states.charAt(page))
                        .as("page %s, reported twice", page)
                        .isEqualTo(ABSENT);
                states.setCharAt(page, zero ? ZERO : DATA);
            }
        });
        return states.toString();
    }

    @Test
    void shouldFindNothingInUntouchedMemory() {
        assertThat(scan(map(1000), 1000)).isEqualTo(".".repeat(1000));
    }

    @Test
    void shouldTellDataZerosAndAbsentPagesApart() {
        String states = "ddd...zzz.d.z.dzdz";
        assertThat(scan(map(states), states.length())).isEqualTo(states);
    }

    @Test
    void shouldReportRunsNotPages() {
        int[] runs = {0};
        long address = map("d".repeat(700) + ".".repeat(100) + "d".repeat(700));
        scan.scan(address, address + 1500L * memory.pageBytes(), (start, end, zero) -> runs[0]++);
        assertThat(runs[0]).isEqualTo(2);
    }

    /** One call returns at most 1,024 runs. */
    @ParameterizedTest
    @ValueSource(ints = {1, 511, 512, 513, 1023, 1024, 1025, 2047, 2048, 2049, 5000})
    void shouldReportMoreRunsThanOneCallReturns(int runs) {
        for (String run : List.of("d.", ".d", "dz", "z.")) {
            String states = run.repeat(runs);
            assertThat(scan(map(states), states.length())).isEqualTo(states);
        }
    }

    @Test
    void shouldAgreeWithWhatWasTouched() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            StringBuilder states = new StringBuilder();
            while (states.length() < 6000) {
                String state = String.valueOf("d.z".charAt(random.nextInt(3)));
                states.append(state.repeat(1 + random.nextInt(1 << random.nextInt(8))));
            }
            assertThat(scan(map(states.toString()), states.length()))
                    .as("seed %s", seed)
                    .isEqualTo(states.toString());
        }
    }

    @Test
    void shouldScanNoFurtherThanAsked() {
        long address = map("dddd");
        String[] found = {""};
        scan.scan(address + memory.pageBytes(), address + 3L * memory.pageBytes(), (start, end, zero) -> {
            found[0] += (start - address) / memory.pageBytes() + "-" + (end - address) / memory.pageBytes();
        });
        assertThat(found[0]).isEqualTo("1-3");
    }
}
