package io.ebbcache.client.discovery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DefaultDnsResponse;
import io.netty.handler.codec.dns.DnsQuery;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.handler.codec.dns.TcpDnsQueryDecoder;
import io.netty.handler.codec.dns.TcpDnsResponseEncoder;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A DNS server that does as it is told. */
final class DnsServer implements AutoCloseable {

    /** What it does over UDP. */
    enum Mood {
        ANSWER,
        FAIL,
        SILENT,
        GARBAGE,
        TRUNCATE
    }

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final Map<String, byte[]> aliases = new ConcurrentHashMap<>();
    private final Set<String> silentTypes = ConcurrentHashMap.newKeySet();
    private final Channel udp;

    final AtomicInteger queries = new AtomicInteger();
    volatile Mood mood = Mood.ANSWER;

    DnsServer() {
        udp = new Bootstrap()
                .group(loop)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Udp());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    /** Answers over TCP too. */
    DnsServer withTcp() {
        new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new TcpDnsQueryDecoder(), new TcpDnsResponseEncoder(), new Tcp());
                    }
                })
                .bind(address())
                .syncUninterruptibly();
        return this;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.localAddress();
    }

    /** Asks this server only. */
    DnsConfig config() {
        return new DnsConfig(List.of(address()), List.of(), DnsConfig.Family.ANY, Duration.ofMillis(250));
    }

    void put(String name, DnsRecordType type, byte[]... contents) {
        records.put(type.name() + " " + name, List.of(contents));
    }

    void putAddresses(String name, String... addresses) {
        put(
                name,
                DnsRecordType.A,
                Arrays.stream(addresses)
                        .map(NetUtil::createByteArrayFromIpAddressString)
                        .toArray(byte[][]::new));
    }

    void remove(String name, DnsRecordType type) {
        records.remove(type.name() + " " + name);
    }

    /** Says that the name is another name for this one, whose addresses it has under the first. */
    void alias(String name, String other) {
        byte[] labels = labels(other);
        aliases.put(name, Arrays.copyOf(labels, labels.length + 1));
    }

    /** Does not answer for this type any more. */
    void silence(DnsRecordType type) {
        silentTypes.add(type.name());
    }

    private boolean silent(DnsQuery query) {
        queries.incrementAndGet();
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        return silentTypes.contains(question.type().name());
    }

    private <R extends DnsResponse> R answer(DnsQuery query, R response) {
        DnsQuestion question = query.recordAt(DnsSection.QUESTION);
        response.addRecord(DnsSection.QUESTION, question);
        byte[] alias = aliases.get(question.name());
        if (alias != null) {
            response.addRecord(DnsSection.ANSWER, record(question.name(), DnsRecordType.CNAME, alias));
        }
        List<byte[]> found = records.get(question.type().name() + " " + question.name());
        if (found != null) {
            for (byte[] content : found) {
                response.addRecord(DnsSection.ANSWER, record(question.name(), question.type(), content));
            }
        } else if (records.keySet().stream().noneMatch(key -> key.endsWith(" " + question.name()))) {
            response.setCode(DnsResponseCode.NXDOMAIN);
        }
        return response;
    }

    private static DnsRecord record(String name, DnsRecordType type, byte[] content) {
        return new DefaultDnsRawRecord(name, type, 3600, Unpooled.wrappedBuffer(content));
    }

    private final class Udp extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            if (silent(query) || mood == Mood.SILENT) {
                return;
            }
            if (mood == Mood.GARBAGE) {
                byte[] garbage = {(byte) (query.id() >> 8), (byte) query.id(), (byte) 0x81, -128, 0, 1, 0, 9, 'x', 'y'};
                context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(garbage), query.sender()));
                return;
            }
            DatagramDnsResponse response =
                    answer(query, new DatagramDnsResponse(query.recipient(), query.sender(), query.id()));
            if (mood == Mood.FAIL) {
                response.setCode(DnsResponseCode.SERVFAIL).clear(DnsSection.ANSWER);
            }
            response.setTruncated(mood == Mood.TRUNCATE);
            context.writeAndFlush(response);
        }
    }

    private final class Tcp extends SimpleChannelInboundHandler<DnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DnsQuery query) {
            if (!silent(query)) {
                context.writeAndFlush(answer(query, new DefaultDnsResponse(query.id())));
            }
        }
    }

    /** The name in the form of the wire, without the byte that ends it. */
    static byte[] labels(String name) {
        StringBuilder labels = new StringBuilder();
        for (String label : name.split("\\.", -1)) {
            labels.append((char) label.length()).append(label);
        }
        return labels.toString().getBytes(ISO_8859_1);
    }

    /** What an SRV record says. */
    static byte[] service(int priority, int weight, int port, byte[] target) {
        return Unpooled.wrappedBuffer(
                        Unpooled.buffer()
                                .writeShort(priority)
                                .writeShort(weight)
                                .writeShort(port),
                        Unpooled.wrappedBuffer(target))
                .copy()
                .array();
    }

    /** The same, with a target that is written out. */
    static byte[] service(int priority, int weight, int port, String target) {
        byte[] labels = labels(target);
        return service(priority, weight, port, Arrays.copyOf(labels, labels.length + 1));
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
