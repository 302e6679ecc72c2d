package io.ebbcache.server.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.Credentials;
import io.ebbcache.server.protocol.binary.Packet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strangers say: the first byte, text logins, SASL. With JAZZER_FUZZ=1 in the environment Jazzer looks for inputs; else it tries
 * the seeds.
 */
class FirstBytesFuzzTest {

    private static final ReplyRules TEXT = new TextReplyRules();
    private static final ReplyRules PACKETS = new PacketReplyRules();

    private static final AnyInput INPUT = new AnyInput(
            new Access(Access.Wire.AUTO, new Credentials("user:pass\nann:a:b".getBytes(UTF_8))),
            (commands, allocator, replies) -> new Protocols(commands, allocator).newDecoder(replies),
            new EitherRules());

    private static final FuzzSeeds SEEDS = new FuzzSeeds(Stream.of(
            "set k 0 0 9\r\nuser pass\r\nset a 0 0 1\r\nx\r\nget a\r\n",
            "get a\r\nset k 0 0 9\r\nuser pasx\r\nset k 0 0 9 noreply\r\nuser pass\r\nmg a v\r\n",
            "set k 0 0 7\r\nann a:b\r\nquit\r\n",
            "set k 0 0 2046\r\nxxxxxxxx",
            "set k 0 0 -1\r\nuser pass\r\n",
            login("\0user\0pass") + get(),
            login("ann\0ann\0a:b") + get(),
            login("\0user\0pasx") + get(),
            login("") + Packet.request(0x22, "PLAIN").value("\0user\0pass").bytes() + get(),
            Packet.request(0x20).bytes() + Packet.request(0x0b).bytes() + get(),
            Packet.request(0x21, "CRAM-MD5").value("x").bytes() + get()));

    private static String login(String message) {
        return Packet.request(0x21, "PLAIN").value(message).bytes();
    }

    private static String get() {
        return Packet.request(0x00, "a").bytes();
    }

    static Stream<Arguments> seeds() {
        return SEEDS.arguments();
    }

    @MethodSource("seeds")
    @FuzzTest
    void shouldTakeAnyInput(byte[] data) {
        INPUT.check(data);
    }

    @Test
    void shouldTakeMutatedLogins() {
        SEEDS.checkMutations(INPUT);
    }

    /** The first byte of the replies is that of a packet, or of a line. */
    private static final class EitherRules implements ReplyRules {

        private static ReplyRules of(String replies) {
            return replies.startsWith("\u0081") ? PACKETS : TEXT;
        }

        @Override
        public void check(String replies) {
            of(replies).check(replies);
        }

        @Override
        public boolean areRepeatable(String request, String replies) {
            return TEXT.areRepeatable(request, replies) && PACKETS.areRepeatable(request, replies);
        }
    }
}
