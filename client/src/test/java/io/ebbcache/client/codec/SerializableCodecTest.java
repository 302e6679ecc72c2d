package io.ebbcache.client.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SerializableCodecTest {
    private static final int SERIALIZED = 0x2_0000;
    private static final String HERE = SerializableCodecTest.class.getName();

    record Order(String name, List<Integer> amounts) implements Serializable {}

    /** Does harm when it is read. */
    static final class Gadget implements Serializable {
        static final AtomicInteger READ = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            READ.incrementAndGet();
        }
    }

    private static ObjectInputFilter allowing(String pattern) {
        return ObjectInputFilter.Config.createFilter(pattern);
    }

    private static byte[] serialized(@Nullable Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private static Codec<Order> orders() {
        return Codecs.serializable(Order.class, allowing(HERE + "$Order;java.util.ArrayList;java.lang.*;!*"));
    }

    @Test
    void shouldReadWhatTheFilterAllows() throws IOException {
        Order order = new Order("a", new ArrayList<>(List.of(1, 2, 3)));
        Encoded encoded = orders().encode(order);
        assertThat(encoded.flags()).isEqualTo(SERIALIZED);
        assertThat(orders().decode(SERIALIZED, encoded.bytes())).isEqualTo(order);
        assertThat(orders().decode(1, serialized(order)))
                .as("what spymemcached stored")
                .isEqualTo(order);
    }

    @Test
    void shouldReadMapsThatAnnounceLargeTables() throws IOException {
        Codec<Map<String, Integer>> codec = maps();
        Map<String, Integer> map = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            map.put("" + i, i);
            assertThat(codec.decode(SERIALIZED, serialized(map))).isEqualTo(map);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Codec<Map<String, Integer>> maps() {
        return (Codec) Codecs.serializable(Map.class, allowing("java.util.*;java.lang.*;!*"));
    }

    @Test
    void shouldNotMakeWhatTheFilterRejects() throws IOException {
        byte[] gadget = serialized(new Gadget());
        assertThatThrownBy(() -> orders().decode(SERIALIZED, gadget))
                .isInstanceOf(CodecException.class)
                .hasCauseInstanceOf(InvalidClassException.class);
        byte[] inside = serialized(new ArrayList<>(List.of(new Gadget())));
        Codec<?> lists = Codecs.serializable(List.class, allowing("java.util.ArrayList;!*"));
        assertThatThrownBy(() -> lists.decode(SERIALIZED, inside)).isInstanceOf(CodecException.class);
        assertThat(Gadget.READ).hasValue(0);
    }

    @Test
    void shouldRefuseClassesAboutWhichTheFilterDoesNotDecide() throws IOException {
        byte[] gadget = serialized(new Gadget());
        Codec<?> codec = Codecs.serializable(Object.class, allowing("java.util.*"));
        assertThatThrownBy(() -> codec.decode(SERIALIZED, gadget)).isInstanceOf(CodecException.class);
        assertThat(Gadget.READ).hasValue(0);
    }

    @Test
    void shouldMakeAGadgetThatIsAllowed() throws IOException {
        int before = Gadget.READ.getAndSet(0);
        Codec<Gadget> codec = Codecs.serializable(Gadget.class, allowing(HERE + "$Gadget;!*"));
        codec.decode(SERIALIZED, serialized(new Gadget()));
        assertThat(Gadget.READ.getAndSet(before))
                .as("the test of gadgets can fail")
                .isEqualTo(1);
    }

    @Test
    void shouldRefuseNullAndOtherTypes() throws IOException {
        byte[] nothing = serialized(null);
        byte[] other = serialized("text");
        assertThatThrownBy(() -> orders().decode(SERIALIZED, nothing)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> orders().decode(SERIALIZED, other)).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> orders().decode(0, other)).isInstanceOf(CodecException.class);
    }

    @Test
    void shouldSayWhatCannotBeSerialized() {
        Codec<Object> codec = Codecs.serializable(Object.class, allowing("*"));
        assertThatThrownBy(() -> codec.encode(new Object()))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void shouldNotMakeAnArrayThatTheBytesCannotFill() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_ARRAY);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF("[J");
        out.writeLong(ObjectStreamClass.lookup(long[].class).getSerialVersionUID());
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.writeInt(Integer.MAX_VALUE - 8);
        Codec<long[]> codec = Codecs.serializable(long[].class, allowing("*"));
        assertThatThrownBy(() -> codec.decode(SERIALIZED, bytes.toByteArray()))
                .isInstanceOf(CodecException.class)
                .hasCauseInstanceOf(InvalidClassException.class);
    }

    @Test
    void shouldThrowNothingElseForBrokenBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = serialized(new Order("a", new ArrayList<>(List.of(1, 2, 3))));
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = Noise.broken(good, random);
            try {
                orders().decode(SERIALIZED, broken);
            } catch (CodecException e) {
                assertThat(e).hasMessageNotContaining("null");
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }
}
