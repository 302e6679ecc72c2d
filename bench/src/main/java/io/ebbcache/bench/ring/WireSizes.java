package io.ebbcache.bench.ring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.PhysicalAddress;
import org.jgroups.View;
import org.jgroups.ViewId;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FailureDetection.HeartbeatHeader;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MERGE3.MergeHeader;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.UnicastHeader3;
import org.jgroups.protocols.pbcast.DeltaView;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.GMS.GmsHeader;
import org.jgroups.protocols.pbcast.JoinRsp;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.protocols.pbcast.STABLE.StableHeader;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.Digest;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * How long the packets of JGroups are, one message in each: messages are made as its protocols make them, and written as its transport does. Without
 * encryption.
 */
final class WireSizes {

    private static final int LENGTH_BYTES = 4;
    private static final int CAPACITY = 512;
    private static final int PORT = 7800;
    private static final long SEQUENCE = 100;
    private static final short CONNECTION = 1;

    private final String cluster;
    private final String node;
    private final Address[] members;
    private final ViewId view;
    private final PhysicalAddress host = new IpAddress(InetAddress.getLoopbackAddress(), PORT);

    /**
     * Sizes in a cluster.
     *
     * @param cluster its name, which goes with each packet
     * @param node the name of a node
     * @param nodes how many there are
     */
    WireSizes(String cluster, String node, int nodes) {
        this.cluster = cluster;
        this.node = node;
        this.members = Stream.generate(UUID::randomUUID).limit(nodes).toArray(Address[]::new);
        this.view = new ViewId(members[0], SEQUENCE);
    }

    int heartbeat() {
        return bytes(with(new EmptyMessage(), FD_ALL3.class, new HeartbeatHeader()));
    }

    int discoveryRequest() {
        PingHeader header =
                new PingHeader(PingHeader.GET_MBRS_REQ).clusterName(cluster).initialDiscovery(false);
        return bytes(with(new BytesMessage(host, pingData()), TCPPING.class, header));
    }

    /** Also what the coordinator tells of the address of a node. */
    int discoveryAnswer() {
        return bytes(
                with(new BytesMessage(members[0], pingData()), TCPPING.class, new PingHeader(PingHeader.GET_MBRS_RSP)));
    }

    private ByteArray pingData() {
        PingData data = new PingData(members[0], true, node, host);
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(CAPACITY);
        try {
            out.writeInt(1);
            data.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.getBuffer();
    }

    /** Which view a node has, for whoever finds it. */
    int mergeInfo() {
        return bytes(with(new EmptyMessage(host), MERGE3.class, MergeHeader.createInfo(view, node, host)));
    }

    /** Which messages of all nodes a node has, for the coordinator. */
    int stable() {
        return bytes(with(
                new ObjectMessage(members[0], digest()),
                STABLE.class,
                new StableHeader(StableHeader.STABLE_GOSSIP, view)));
    }

    /** Which messages all nodes have. */
    int stability() {
        return bytes(
                with(new ObjectMessage(null, digest()), STABLE.class, new StableHeader(StableHeader.STABILITY, view)));
    }

    private Digest digest() {
        long[] numbers = new long[2 * members.length];
        Arrays.fill(numbers, SEQUENCE);
        return new Digest(members, numbers);
    }

    int joinRequest() {
        return bytes(confirmed(
                with(new BytesMessage(members[0]), GMS.class, new GmsHeader(GmsHeader.JOIN_REQ, members[0]))));
    }

    int joinAnswer() {
        JoinRsp answer = new JoinRsp(new View(view, members), digest());
        return bytes(confirmed(
                with(new BytesMessage(members[0], GMS.marshal(answer)), GMS.class, new GmsHeader(GmsHeader.JOIN_RSP))));
    }

    /** A view, told as its difference to the one before. */
    int viewChange() {
        DeltaView change = new DeltaView(view, view, new Address[0], new Address[] {members[0]});
        byte[] told = new byte[Short.BYTES + change.serializedSize()]; // flags before it
        return bytes(numbered(with(new BytesMessage(null, told), GMS.class, new GmsHeader(GmsHeader.VIEW))));
    }

    int viewAnswer() {
        return bytes(confirmed(with(new EmptyMessage(members[0]), GMS.class, new GmsHeader(GmsHeader.VIEW_ACK))));
    }

    /** That a message to one node has come. */
    int confirmation() {
        return bytes(with(
                new EmptyMessage(members[0]), UNICAST3.class, UnicastHeader3.createAckHeader(SEQUENCE, CONNECTION, 1)));
    }

    /** What was the number of the last message to all, in case that one was lost. */
    int lastNumber() {
        return bytes(with(new EmptyMessage(), NAKACK2.class, NakAckHeader2.createHighestSeqnoHeader(SEQUENCE)));
    }

    /** A message of ours that nothing repeats or confirms. */
    int shortToAll(int length) {
        return bytes(ours(null, length));
    }

    /** The same to one node. */
    int shortToOne(int length) {
        return bytes(ours(members[0], length));
    }

    /** A message of ours that is repeated if it is lost, or a piece of it. */
    int longToAll(int length) {
        return bytes(numbered(ours(null, length)));
    }

    private static Message ours(@Nullable Address target, int length) {
        return new BytesMessage(target, new byte[length]).setFlag(Message.Flag.OOB);
    }

    private static Message numbered(Message message) {
        return with(message, NAKACK2.class, NakAckHeader2.createMessageHeader(SEQUENCE));
    }

    private static Message confirmed(Message message) {
        return with(message, UNICAST3.class, UnicastHeader3.createDataHeader(SEQUENCE, CONNECTION, false));
    }

    private static Message with(Message message, Class<? extends Protocol> protocol, Header header) {
        return message.putHeader(ClassConfigurator.getProtocolId(protocol), header);
    }

    private int bytes(Message message) {
        with(message.setSrc(members[0]), TP.class, new TpHeader(cluster));
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream(CAPACITY);
        try {
            Util.writeMessage(message, out, message.getDest() == null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return LENGTH_BYTES + out.position();
    }
}
