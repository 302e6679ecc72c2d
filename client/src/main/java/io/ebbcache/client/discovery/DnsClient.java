package io.ebbcache.client.discovery;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks DNS for all records of a kind, and takes an answer only if it is whole: half a list of nodes would move keys. Nothing is cached, here
 * or in the JVM. An answer that is truncated is asked for again over TCP.
 */
final class DnsClient implements AutoCloseable {

    /** UDP, connecting by TCP, and its answer: each may take one timeout. */
    private static final int TIMEOUTS = 3;

    private final DnsConfig config;
    private final EventLoopGroup loop;
    private final DnsNameResolver resolver;

    /** Reads what a record says; fails with any RuntimeException if that is garbage. */
    interface Decoder<T> {
        T decode(ByteBuf content);
    }

    DnsClient(DnsConfig config) {
        this.config = config;
        this.loop = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("ebb-discovery-dns", true), NioIoHandler.newFactory());
        this.resolver = new DnsNameResolverBuilder(loop.next())
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .queryTimeoutMillis(config.timeout().toMillis())
                .build();
    }

    /**
     * What the records of this complete name and this type say.
     *
     * @return none if there is no such name, or it has none of this type
     * @throws IOException if no server gives a good answer
     */
    <T> List<T> ask(String name, DnsRecordType type, Decoder<T> decoder) throws IOException, InterruptedException {
        IOException last = new IOException("no DNS server is known");
        for (InetSocketAddress server : config.servers().isEmpty() ? systemServers(name) : config.servers()) {
            try {
                return askOne(server, new DefaultDnsQuestion(name, type), decoder);
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Those that this machine asks for names like this one. */
    static List<InetSocketAddress> systemServers(String name) {
        DnsServerAddressStream stream =
                DnsServerAddressStreamProviders.platformDefault().nameServerAddressStream(name);
        List<InetSocketAddress> servers = new ArrayList<>();
        for (int i = 0; i < stream.size(); i++) {
            servers.add(stream.next());
        }
        return servers;
    }

    private <T> List<T> askOne(InetSocketAddress server, DnsQuestion question, Decoder<T> decoder)
            throws IOException, InterruptedException {
        Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> asked = resolver.query(server, question);
        try {
            asked.await(config.timeout().toMillis() * TIMEOUTS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            if (!asked.cancel(false) && asked.isSuccess()) {
                asked.getNow().release();
            }
            throw e;
        }
        asked.cancel(false);
        if (!asked.isSuccess()) {
            throw bad(server, question, "no answer", asked.isCancelled() ? null : asked.cause());
        }
        AddressedEnvelope<DnsResponse, InetSocketAddress> answer = asked.getNow();
        try {
            return read(server, question, answer.content(), decoder);
        } finally {
            answer.release();
        }
    }

    private static <T> List<T> read(
            InetSocketAddress server, DnsQuestion question, DnsResponse response, Decoder<T> decoder)
            throws IOException {
        if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
            return List.of();
        }
        if (!response.code().equals(DnsResponseCode.NOERROR)) {
            throw bad(server, question, response.code().toString(), null);
        }
        if (response.isTruncated()) {
            throw bad(server, question, "the answer is truncated", null);
        }
        List<T> said = new ArrayList<>();
        for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
            DnsRecord record = response.recordAt(DnsSection.ANSWER, i);
            if (record instanceof DnsRawRecord raw && record.type().equals(question.type())) {
                try {
                    said.add(decoder.decode(raw.content().duplicate()));
                } catch (RuntimeException e) {
                    throw bad(server, question, "garbage", e);
                }
            }
        }
        return said;
    }

    private static IOException bad(
            InetSocketAddress server, DnsQuestion question, String what, @Nullable Throwable cause) {
        return new IOException(
                question.type().name() + " of " + question.name() + " from " + server + ": " + what, cause);
    }

    @Override
    public void close() {
        resolver.close();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
}
