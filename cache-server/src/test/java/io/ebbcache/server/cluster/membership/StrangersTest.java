package io.ebbcache.server.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.Version;
import org.jgroups.protocols.MERGE3;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.Protocol;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What a node makes of those who reach its port and have no business there. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class StrangersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Tells when somebody makes an object of its bytes. */
    private static final class Canary implements Serializable {
        private static final long serialVersionUID = 1;
        static final AtomicBoolean READ = new AtomicBoolean();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            READ.set(true);
        }
    }

    /** As another node begins. */
    private static DataOutputStream connect(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        IpAddress claimed = new IpAddress("127.0.0.1", 1);
        out.writeBytes("bela");
        out.writeShort(Version.version);
        out.writeShort(claimed.serializedSize());
        claimed.writeTo(out);
        return out;
    }

    private static void send(DataOutputStream out, byte[] message) throws IOException {
        out.writeInt(message.length);
        out.write(message);
        out.flush();
    }

    private static byte[] plain(Message message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Util.writeMessage(message, new DataOutputStream(bytes), false);
        return bytes.toByteArray();
    }

    private static byte[] sealed(String secret, byte[] plain) {
        return new Seal("test", secret, System::currentTimeMillis).seal(plain, 0, plain.length);
    }

    @Test
    void shouldReadNothingThatIsNotSealed() throws Exception {
        try (TestGroup group = new TestGroup(1).secret("secret")) {
            Membership node = group.start(0);
            await().atMost(PATIENCE).until(() -> group.share(0));
            InetSocketAddress address = group.addresses.get(0);
            byte[] plain = plain(new BytesMessage(new IpAddress(address), new byte[] {1}));
            byte[] right = sealed("secret", plain);
            byte[] altered = right.clone();
            altered[altered.length - 1] ^= 1;
            byte[] noise = new byte[500];
            new Random(1).nextBytes(noise);
            List<byte[]> wrong = List.of(
                    noise,
                    new byte[0],
                    plain,
                    plain(new ObjectMessage(new IpAddress(address), (Object) new Canary())),
                    altered,
                    sealed("another", plain));
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                DataOutputStream out = connect(socket);
                for (byte[] message : wrong) {
                    send(out, message);
                }
                send(out, right);
                send(out, right);
                await().atMost(PATIENCE).until(() -> node.repeatedMessages() == 1);
            }
            assertThat(node.foreignMessages()).isEqualTo(wrong.size());
            assertThat(Canary.READ).isFalse();
            assertThat(group.share(0)).isTrue();
        }
    }

    @Test
    void shouldNotMakeObjectsOfMessagesEvenWithoutASecret() throws Exception {
        try (TestGroup group = new TestGroup(1)) {
            GroupStack.of(group.config(0), null, new MERGE3(), new TrafficCounter());
        }
        byte[] bytes = Util.messageToBuffer(new ObjectMessage(null, (Object) new Canary()))
                .getArray();
        assertThatThrownBy(() -> Util.messageFromBuffer(bytes, 0, bytes.length)).hasMessageContaining("REJECTED");
        assertThat(Canary.READ).isFalse();
    }

    @Test
    void shouldLeaveToJGroupsWhatItLogs() throws IOException {
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        Logger library = (Logger) LoggerFactory.getLogger("org.jgroups");
        library.addAppender(heard);
        try (TestGroup group = new TestGroup(1).secret("secret")) {
            GroupConfig config = group.config(0);
            Seal seal = new Seal("test", "secret", System::currentTimeMillis);
            List<Protocol> stack = GroupStack.of(config, seal, new MERGE3(), new TrafficCounter());
            stack.forEach(each -> each.getLog().error("something"));
            assertThat(heard.list).hasSize(stack.size()).hasSizeGreaterThan(10);
        } finally {
            library.detachAppender(heard);
        }
    }

    @Test
    void shouldNotMeetThoseWithAnotherSecret() throws IOException {
        try (TestGroup group = new TestGroup(4).secret("secret")) {
            group.start(0);
            group.start(1);
            group.secret("another").start(2);
            await().atMost(PATIENCE).until(() -> group.node(0).state().members().size() == 2);
            await().atMost(PATIENCE).until(() -> group.node(2).state().version() > 0);
            await().atMost(PATIENCE)
                    .until(() ->
                            group.node(2).foreignMessages() > 0 && group.node(0).foreignMessages() > 0);
            assertThat(group.node(2).state().members()).containsExactly(TestGroup.member(2));
            assertThat(group.node(1).state().members()).containsExactly(TestGroup.member(0), TestGroup.member(1));
        }
    }
}
