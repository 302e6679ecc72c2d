package io.ebbcache.store;

import static io.ebbcache.store.BytesValue.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.region.mapping.RegionKind;
import java.util.Arrays;
import java.util.Random;
import org.agrona.UnsafeApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Memory that lies: a bit of a value turns over where no law of the page can see it. */
class ChecksumTest {

    private static final int MAX_BYTES = 1 << 20;

    private final StoreConfig usual = TestStores.config(RegionKind.EMULATED, 64, MAX_BYTES);
    private final CopyingSink sink = new CopyingSink(MAX_BYTES);

    private Store open(boolean checksum) {
        return Store.open(new StoreConfig(
                usual.region(),
                usual.capacityBytes(),
                usual.indexBytes(),
                MAX_BYTES,
                new StorePolicy(true, false, checksum),
                1));
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private static byte[] value(int bytes) {
        byte[] value = new byte[bytes];
        new Random(bytes).nextBytes(value);
        return value;
    }

    /** Turns one bit where eight bytes of the value stand. */
    private static void spoil(Store store, byte[] value, int at) {
        long wanted = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            wanted |= (value[at + i] & 0xFFL) << (i * Byte.SIZE);
        }
        long start = store.pool().region().address();
        for (long address = start; address < start + (4 << 20); address++) {
            if (UnsafeApi.getLong(address) == wanted) {
                UnsafeApi.putByte(address, (byte) (value[at] ^ 1));
                return;
            }
        }
        throw new IllegalStateException("the value is not there");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 100, 4_000, 10_000, 126_000, 131_000, 500_000, 1_048_000})
    void shouldSeeABitThatTurned(int bytes) {
        try (Store store = open(true)) {
            Lane lane = store.newLane();
            byte[] value = value(bytes);
            lane.store(StoreMode.SET, key("k"), -1, 0, 0, BytesValue.of(value));
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
            assertThat(Arrays.equals(sink.bytes(), value)).isTrue();
            spoil(store, value, bytes - 8);
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.NOT_FOUND);
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 126_000, 500_000})
    void shouldNotCarryASpoiledValueIntoANewOne(int bytes) {
        try (Store store = open(true)) {
            Lane lane = store.newLane();
            byte[] value = value(bytes);
            lane.store(StoreMode.SET, key("k"), 0, 0, 0, BytesValue.of(value));
            lane.store(StoreMode.APPEND, key("k"), 0, 0, 0, BytesValue.of("more"));
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
            assertThat(sink.bytes())
                    .hasSize(bytes + 4)
                    .startsWith(value[0], value[1])
                    .endsWith('r', 'e');
            lane.store(StoreMode.SET, key("k"), 0, 0, 0, BytesValue.of(value));
            // both copies, the dead one first
            spoil(store, value, 16);
            spoil(store, value, 16);
            spoil(store, value, 16);
            assertThat(lane.store(StoreMode.APPEND, key("k"), 0, 0, 0, BytesValue.of("more")))
                    .isEqualTo(Outcome.NOT_STORED);
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.NOT_FOUND);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 500_000})
    void shouldBelieveThePagesWhereItIsOff(int bytes) {
        try (Store store = open(false)) {
            Lane lane = store.newLane();
            byte[] value = value(bytes);
            lane.store(StoreMode.SET, key("k"), 0, 0, 0, BytesValue.of(value));
            spoil(store, value, 16);
            assertThat(lane.get(key("k"), sink)).isEqualTo(Outcome.FOUND);
            assertThat(Arrays.equals(sink.bytes(), value)).isFalse();
        }
    }
}
