package io.ebbcache.region.nativemem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.agrona.UnsafeApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private static final int LENGTH = 1 << 20;

    private NativeMemory memory;

    @BeforeEach
    void findMemory() {
        assumeThat(NativeMemory.find()).as("native memory").isPresent();
        memory = NativeMemory.find().orElseThrow();
    }

    @Test
    void shouldMapZeros() {
        long address = memory.map(MapType.PRIVATE, LENGTH);
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            assertThat(UnsafeApi.getLong(address + at)).isZero();
        }
        memory.unmap(address, LENGTH);
    }

    @Test
    void shouldKnowPageSize() {
        assertThat(Integer.bitCount(memory.pageBytes())).isEqualTo(1);
        assertThat(memory.pageBytes()).isBetween(4096, 1 << 16);
    }

    @Test
    void shouldSayWhichCallFailedAndWhy() {
        assertThatThrownBy(() -> memory.map(MapType.PRIVATE, 1L << 60))
                .hasMessage("mmap(PRIVATE, 1152921504606846976 bytes): out of memory (ENOMEM)");
        assertThatThrownBy(() -> memory.advise(1, LENGTH, Advice.DONTNEED))
                .hasMessage("madvise(DONTNEED): not supported by this kernel (EINVAL)");
        assertThatThrownBy(() -> memory.unmap(1, LENGTH)).hasMessageStartingWith("munmap: ");
    }

    @Test
    void shouldCarryTheErrorNumber() {
        NativeCallException e =
                catchThrowableOfType(NativeCallException.class, () -> memory.advise(1, LENGTH, Advice.DONTNEED));
        assertThat(e.errno()).isEqualTo(22);
    }

    @Test
    void shouldNotFailWhereAdviceIsOptional() {
        assertThat(memory.tryAdvise(1, LENGTH, Advice.DONTNEED)).isFalse();
        long address = memory.map(MapType.PRIVATE, LENGTH);
        assertThat(memory.tryAdvise(address, LENGTH, Advice.DONTNEED)).isTrue();
        memory.unmap(address, LENGTH);
    }

    @Test
    void shouldTellWhichPagesAreInMemory() {
        long address = memory.map(MapType.PRIVATE, LENGTH);
        memory.tryAdvise(address, LENGTH, Advice.NOHUGEPAGE);
        int pages = LENGTH / memory.pageBytes();
        for (int page = 0; page < pages; page += 3) {
            UnsafeApi.putByte(address + (long) page * memory.pageBytes(), (byte) 1);
        }
        byte[] present = memory.inCore(address, LENGTH);
        assertThat(present).hasSize(pages);
        for (int page = 0; page < pages; page++) {
            assertThat(present[page] & 1).as("page %s", page).isEqualTo(page % 3 == 0 ? 1 : 0);
        }
        memory.unmap(address, LENGTH);
    }
}
