package io.ebbcache.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.RequestDecoder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What connections cost when they do nothing, and what they may cost at most. */
class ConnectionMemoryTest {

    private static final int CONNECTIONS = 400;
    private static final long MIB = TestServer.MIB;

    @ParameterizedTest
    @MethodSource("io.ebbcache.server.net.TestServer#transports")
    void shouldHoldNextToNothingForAnIdleConnection(TransportChoice transport) throws Exception {
        long ofClient = heapOfClient();
        NetConfig many = TestServer.config(transport).withMaxConnections(2 * CONNECTIONS);
        try (TestServer server = TestServer.start(many)) {
            List<TestClient> first = connect(server.address());
            makeIdle(first); // what is there once, whatever the number of connections, is there now
            long before = usedHeap();
            List<TestClient> clients = connect(server.address());
            makeIdle(clients);
            long ofServer = (usedHeap() - before) / CONNECTIONS - ofClient;
            System.out.println(transport + ": " + ofServer + " bytes of heap for an idle connection");
            assertThat(ofServer).isLessThan(Connection.OBJECT_BYTES);
            assertThat(server.state.requestBudget().used()).isZero();
            assertThat(server.state.replyBudget().used()).isZero();
            close(clients);
            close(first);
        }
    }

    private static void makeIdle(List<TestClient> clients) throws IOException {
        for (TestClient client : clients) {
            client.askVersion();
            client.send("get unfinished");
        }
    }

    /** What the test's own end of a connection takes: measured where nobody accepts. */
    private static long heapOfClient() throws IOException, JMException {
        try (ServerSocket nobody = new ServerSocket(0, 1024)) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.getLocalPort());
            long before = usedHeap();
            List<TestClient> clients = connect(address);
            long perClient = (usedHeap() - before) / CONNECTIONS;
            close(clients);
            return perClient;
        }
    }

    private static List<TestClient> connect(InetSocketAddress address) throws IOException {
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            clients.add(new TestClient(address));
        }
        return clients;
    }

    private static void close(List<TestClient> clients) throws IOException {
        for (TestClient client : clients) {
            client.close();
        }
    }

    /** The bytes of all living objects, counted by the virtual machine one by one. */
    private static long usedHeap() throws JMException {
        for (int i = 0; i < 4; i++) { // what was cleaned up by one collection goes with the next
            System.gc();
        }
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
        assertThat(total.find()).isTrue();
        return Long.parseLong(total.group(1));
    }

    @Test
    void shouldTellTheMostThatConnectionsCanHold() {
        NetConfig config = NetConfig.standard();
        long perConnection =
                Connection.OBJECT_BYTES + 16 * 1024 + ReplyBuffer.FREE_CHUNK_BYTES + RequestDecoder.FREE_BYTES;
        assertThat(config.memoryBoundBytes())
                .isEqualTo(128 * MIB + 1024 * perConnection + 4 * (4 * MIB + 64 * 1024))
                .isLessThan(176 * MIB);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> Listen.on()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NetConfig.standard().withMaxConnections(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timeouts(0, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NetConfig.Memory(1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
