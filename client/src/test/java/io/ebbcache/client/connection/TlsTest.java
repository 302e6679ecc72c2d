package io.ebbcache.client.connection;

import static io.ebbcache.client.connection.Ask.failure;
import static io.ebbcache.client.connection.Ask.get;
import static io.ebbcache.client.connection.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.ebbcache.client.operation.NodeUnavailableException;
import io.ebbcache.client.ring.Node;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TlsTest {

    private static final EventLoops LOOPS = new EventLoops(1);
    private static final MultiThreadIoEventLoopGroup GROUP =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private static X509Bundle certificate;

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = new CertificateBuilder()
                .subject("CN=localhost")
                .addSanDnsName("localhost")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    @AfterAll
    static void close() {
        LOOPS.close();
        GROUP.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS);
    }

    @Test
    void shouldSpeakTls() throws Exception {
        for (ProtocolChoice protocol : ProtocolChoice.values()) {
            int port = serve();
            try (NodeConnections node = open("localhost", port, trusting(), protocol)) {
                for (int i = 0; i < 100; i++) {
                    assertThat(value(get(node, "k" + i))).isEqualTo("x");
                }
            }
        }
    }

    @Test
    void shouldNotTrustACertificateOfAnotherHost() throws Exception {
        int port = serve();
        try (NodeConnections node = open("127.0.0.1", port, trusting(), ProtocolChoice.TEXT)) {
            assertThat(failure(get(node, "a")))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("127.0.0.1");
            assertThat(node.isUp()).isFalse();
        }
    }

    @Test
    void shouldEncryptAsItIsToldAtEachAttempt() throws Exception {
        SslContext stranger = SslContextBuilder.forClient().build();
        AtomicReference<SslContext> current = new AtomicReference<>(stranger);
        ConnectionConfig config = ConnectionConfig.builder()
                .encryption((allocator, node) ->
                        Encryption.by(Objects.requireNonNull(current.get())).handler(allocator, node))
                .backoff(Duration.ofMillis(2), Duration.ofMillis(20))
                .operationTimeout(Duration.ofSeconds(10))
                .build();
        Recorder recorder = new Recorder();
        Node server = new Node("localhost", serve());
        try (NodeConnections node = NodeConnections.open(server, config, LOOPS, Recorder.NOBODY, recorder)) {
            await().until(() -> recorder.events.size() == 2);
            assertThat(recorder.events.get(1)).startsWith("refused: TLS: ");
            current.set(trusting());
            await().until(node::isUp);
            assertThat(value(get(node, "a"))).isEqualTo("x");
        }
    }

    @Test
    void shouldNotTakeAServersContext() throws Exception {
        SslContext servers = SslContextBuilder.forServer(
                        certificate.getKeyPair().getPrivate(), certificate.getCertificate())
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> Encryption.by(servers));
    }

    @Test
    void shouldNotTrustAStranger() throws Exception {
        SslContext stranger = SslContextBuilder.forClient().build();
        int port = serve();
        try (NodeConnections node = open("localhost", port, stranger, ProtocolChoice.AUTO)) {
            assertThat(failure(get(node, "a")))
                    .isInstanceOf(NodeUnavailableException.class)
                    .hasMessageContaining("TLS");
        }
    }

    private static SslContext trusting() throws Exception {
        return SslContextBuilder.forClient()
                .trustManager(certificate.getCertificate())
                .build();
    }

    private static NodeConnections open(String host, int port, SslContext tls, ProtocolChoice protocol) {
        ConnectionConfig config = ConnectionConfig.builder()
                .tls(tls)
                .protocol(protocol)
                .connectTimeout(Duration.ofSeconds(10))
                .operationTimeout(Duration.ofSeconds(10))
                .build();
        return NodeConnections.open(new Node(host, port), config, LOOPS, Recorder.NOBODY, Recorder.nobody());
    }

    private static int serve() throws Exception {
        SslContext tls = SslContextBuilder.forServer(
                        certificate.getKeyPair().getPrivate(), certificate.getCertificate())
                .build();
        Channel server = new ServerBootstrap()
                .group(GROUP)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(tls.newHandler(accepted.alloc()), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Every value is {@code x}. Requests come one by one, so each read is one. */
    private static final class Answers extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            String[] words = in.toString(StandardCharsets.US_ASCII).trim().split(" ", -1);
            in.release();
            String reply = switch (words[0]) {
                case "mn" -> "MN\r\n";
                case "version" -> "VERSION 1.6.10\r\n";
                case "mg" -> "VA 1 f0 c1 " + words[words.length - 1] + "\r\nx\r\n";
                case "gets" -> "VALUE " + words[1] + " 0 1 1\r\nx\r\nEND\r\n";
                default -> "ERROR\r\n";
            };
            context.writeAndFlush(Unpooled.copiedBuffer(reply, StandardCharsets.US_ASCII));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
