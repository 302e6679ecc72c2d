package io.ebbcache.server.protocol.binary;

import static org.assertj.core.api.Assertions.assertThat;

import io.ebbcache.server.command.Access;
import io.ebbcache.server.command.StatsGroup;
import io.ebbcache.server.command.StatsSink;
import io.ebbcache.server.protocol.Conversation;
import io.ebbcache.server.protocol.HoweverItArrives;
import io.ebbcache.server.protocol.LocalServer;
import io.ebbcache.store.TestStores;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripts however they arrive, and what no script can say. */
class BinaryDecoderTest implements HoweverItArrives {

    private static final int MIB = 1 << 20;

    private LocalServer server;

    @BeforeAll
    void open() {
        server = new LocalServer(
                TestStores.emulated(),
                Access.OPEN,
                4 * MIB,
                4 * MIB,
                (commands, allocator, replies) -> new BinaryProtocol(commands, allocator).newDecoder(replies));
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Override
    public LocalServer server() {
        return server;
    }

    @Override
    public List<PacketScript> scripts() {
        return PacketScripts.all();
    }

    @Test
    void shouldStoreUnderTheRightCasNumber() {
        Conversation conversation = server.conversation(MIB, true);
        conversation.receive(Packet.request(1, "c").ints(0, 0).value("5").bytes());
        long cas = cas(conversation.take());
        conversation.receive(
                Packet.request(2, "c").ints(0, 0).value("6").cas(cas).bytes());
        long second = cas(conversation.take());
        conversation.receive(Packet.request(0x0e, "c").value("1").cas(second).bytes());
        long third = cas(conversation.take());
        conversation.receive(Packet.request(5, "c").number(1, 0, -1).cas(third).bytes());
        long fourth = cas(conversation.take());
        conversation.receive(Packet.request(0x1c, "c").ints(100).bytes());
        assertThat(cas(conversation.take())).isEqualTo(fourth);
        assertThat(List.of(cas, second, third, fourth)).doesNotHaveDuplicates().doesNotContain(0L);
        conversation.receive(Packet.request(0, "c").bytes());
        assertThat(conversation.take()).endsWith("62");
        conversation.receive(Packet.request(4, "c").cas(third).bytes());
        assertThat(conversation.take())
                .isEqualTo(Packet.reply(4, 2, "Data exists for key.").bytes());
        conversation.receive(Packet.request(4, "c").cas(fourth).bytes());
        assertThat(conversation.take()).isEqualTo(Packet.reply(4).bytes());
        conversation.close();
    }

    private static long cas(String reply) {
        long cas = 0;
        for (int i = 16; i < 24; i++) {
            cas = cas << 8 | reply.charAt(i);
        }
        return cas;
    }

    @Test
    void shouldTellStatisticsInPackets() {
        Conversation conversation = server.conversation(MIB, true);
        conversation.receive(Packet.request(0x10).bytes());
        String replies = conversation.take();
        assertThat(replies)
                .contains(Packet.reply(0x10).key("version").value("1.2.3").bytes())
                .contains(Packet.reply(0x10).key("max_connections").value("100").bytes())
                .contains(Packet.reply(0x10).key("auth_cmds").value("0").bytes())
                .endsWith(Packet.reply(0x10).bytes());
        conversation.close();
    }

    @ParameterizedTest
    @EnumSource(value = StatsGroup.class, mode = EnumSource.Mode.EXCLUDE, names = "CLUSTER")
    void shouldTellEachGroupOfStatistics(StatsGroup group) {
        Conversation conversation = server.conversation(MIB, true);
        conversation.receive(Packet.request(1, "a").ints(0, 0).value("x").bytes());
        conversation.take();
        List<String> names = new ArrayList<>();
        server.commands().stats(group, new StatsSink() {
            @Override
            public void stat(String name, long value) {
                names.add(name);
            }

            @Override
            public void stat(String name, String value) {
                names.add(name);
            }
        });
        assertThat(names).isNotEmpty();
        names.add("");
        conversation.receive(Packet.request(0x10, group.word()).bytes());
        assertThat(PacketScript.keys(0x10, conversation.take())).isEqualTo(names);
        conversation.close();
    }

    @Test
    void shouldTellWhatStatisticsAreInEachGroup() {
        Conversation conversation = server.conversation(MIB, true);
        conversation.receive(Packet.request(1, "a").ints(0, 0).value("x").bytes());
        conversation.take();
        conversation.receive(Packet.request(0x10, "settings").bytes());
        assertThat(conversation.take())
                .contains(Packet.reply(0x10).key("maxconns").value("100").bytes());
        conversation.receive(Packet.request(0x10, "items").bytes());
        assertThat(conversation.take())
                .contains(Packet.reply(0x10).key("items:1:evicted").value("0").bytes());
        conversation.receive(Packet.request(0x10, "slabs").bytes());
        assertThat(conversation.take())
                .contains(Packet.reply(0x10).key("active_slabs").value("1").bytes());
        conversation.close();
    }

    @Test
    void shouldTellRequestsByPrefix() {
        Conversation conversation = server.conversation(MIB, true);
        conversation.receive(Packet.request(0x10, "detail on").bytes());
        conversation.receive(Packet.request(9, "pre:a").bytes());
        conversation.receive(Packet.request(0x10, "detail off").bytes());
        conversation.receive(Packet.request(9, "pre:a").bytes());
        conversation.take();
        conversation.receive(Packet.request(0x10, "detail dump").bytes());
        assertThat(conversation.take())
                .isEqualTo(Packet.reply(0x10)
                                .key("detailed")
                                .value("PREFIX pre get 1 hit 0 set 0 del 0\r\nEND\r\n")
                                .bytes()
                        + Packet.reply(0x10).bytes());
        server.commands().resetStats();
        conversation.close();
    }

    @Test
    void shouldTellStatisticsOnceTheRepliesBeforeHaveLeft() {
        Conversation slow = server.conversation(MIB, false);
        assertThat(server.state().replyBudget().acquire(4 * MIB - 20_000)).isTrue();
        String statistics = Packet.request(0x10).bytes();
        slow.receive(statistics.repeat(3) + Packet.request(0x0a).bytes());
        assertThat(slow.isWaiting()).isTrue();
        slow.drain();
        server.state().replyBudget().release(4 * MIB - 20_000);
        assertThat(slow.replies().split(Packet.reply(0x10).bytes(), -1)).hasSize(4);
        assertThat(slow.replies()).endsWith(Packet.reply(0x0a).bytes());
        slow.close();
    }
}
