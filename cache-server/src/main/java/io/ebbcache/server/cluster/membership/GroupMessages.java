package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import io.ebbcache.server.command.NodeSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What nodes send each other, as bytes:
 *
 * <pre>
 *   kind (1), then
 *   presence:      member, leaving (1), whether there is a ring (1), and if so: version (8), who decided (text)
 *   who are you:   nothing; a presence is the answer
 *   news:          rings; the last one is in force
 *   which rings:   nothing; rings is the answer
 *   rings:         rings; the last one is in force there
 *   wanted:        version (8) of a ring; news of it or of a later one are the answer, if there are any
 *   summary wanted: nothing; a summary is the answer, if there is one
 *   summary:       resident bytes, limit bytes, items (8 each), requests per second, hit ratio (8 each, floating), state (text)
 *
 *   rings:  count (4), each member of any of them; count (4), each ring
 *   ring:   version (8), who decided (text), tentative (1), its members (bits), who of them is missing (bits)
 *   member: name, host, ip (text), port (4), started (8)
 *   bits:   one for each member, in whole bytes
 *   text:   length in bytes (2), modified UTF-8
 * </pre>
 */
final class GroupMessages {

    static final int PRESENCE = 1;
    static final int WHO_ARE_YOU = 2;
    static final int NEWS = 3;
    static final int WHICH_RINGS = 4;
    static final int RINGS = 5;
    static final int WANTED = 6;
    static final int SUMMARY_WANTED = 7;
    static final int SUMMARY = 8;

    private static final int MOST_MEMBERS = 10_000;

    private GroupMessages() {}

    /** Something that is written to a stream. */
    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Presence presence) {
        return bytes(PRESENCE, out -> {
            write(presence.member(), out);
            out.writeBoolean(presence.leaving());
            RingId held = presence.held();
            out.writeBoolean(held != null);
            if (held != null) {
                out.writeLong(held.version());
                out.writeUTF(held.decidedBy());
            }
        });
    }

    static byte[] whoAreYou() {
        return bytes(WHO_ARE_YOU, out -> {});
    }

    static byte[] bytes(RingNews news) {
        List<RingView> rings = new ArrayList<>(news.before());
        rings.add(news.current());
        return bytes(NEWS, out -> write(rings, out));
    }

    static byte[] whichRings() {
        return bytes(WHICH_RINGS, out -> {});
    }

    static byte[] rings(List<RingView> rings) {
        return bytes(RINGS, out -> write(rings, out));
    }

    /** A ring of this version is wanted, or a later one. */
    static byte[] wanted(long version) {
        return bytes(WANTED, out -> out.writeLong(version));
    }

    static byte[] summaryWanted() {
        return bytes(SUMMARY_WANTED, out -> {});
    }

    static byte[] bytes(NodeSummary summary) {
        return bytes(SUMMARY, out -> {
            out.writeLong(summary.residentBytes());
            out.writeLong(summary.limitBytes());
            out.writeLong(summary.items());
            out.writeDouble(summary.requestsPerSecond());
            out.writeDouble(summary.hitRatio());
            out.writeUTF(summary.state());
        });
    }

    private static byte[] bytes(int kind, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(kind);
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Which kind of message it is. */
    static int kind(byte[] message) {
        return message.length == 0 ? 0 : message[0];
    }

    /** @throws IOException if it is none */
    static Presence presence(byte[] message) throws IOException {
        DataInputStream in = body(message);
        Member member = member(in);
        boolean leaving = in.readBoolean();
        return new Presence(member, leaving, in.readBoolean() ? new RingId(in.readLong(), in.readUTF()) : null);
    }

    /** @throws IOException if there are none */
    static RingNews news(byte[] message) throws IOException {
        List<RingView> rings = rings(body(message));
        if (rings.isEmpty()) {
            throw new IOException("news of no ring");
        }
        int last = rings.size() - 1;
        return new RingNews(rings.get(last), rings.subList(0, last));
    }

    /** @throws IOException if it is something else */
    static List<RingView> ringsOf(byte[] message) throws IOException {
        return rings(body(message));
    }

    /** @throws IOException if there is none */
    static long wantedVersion(byte[] message) throws IOException {
        return body(message).readLong();
    }

    /** @throws IOException if it is none */
    static NodeSummary summary(byte[] message) throws IOException {
        DataInputStream in = body(message);
        try {
            return new NodeSummary(
                    in.readLong(), in.readLong(), in.readLong(), in.readDouble(), in.readDouble(), in.readUTF());
        } catch (IllegalArgumentException e) {
            throw new IOException(e);
        }
    }

    private static DataInputStream body(byte[] message) {
        return new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1));
    }

    // ---- rings ----

    private static void write(List<RingView> rings, DataOutputStream out) throws IOException {
        Map<Member, Integer> indexes = new LinkedHashMap<>();
        rings.forEach(ring -> ring.members().forEach(member -> indexes.putIfAbsent(member, indexes.size())));
        out.writeInt(indexes.size());
        for (Member member : indexes.keySet()) {
            write(member, out);
        }
        out.writeInt(rings.size());
        for (RingView ring : rings) {
            BitSet members = new BitSet();
            BitSet missing = new BitSet();
            for (Member member : ring.members()) {
                int index = indexes.getOrDefault(member, 0);
                members.set(index);
                missing.set(index, ring.missing().contains(member.name()));
            }
            out.writeLong(ring.version());
            out.writeUTF(ring.decidedBy());
            out.writeBoolean(ring.tentative());
            write(members, indexes.size(), out);
            write(missing, indexes.size(), out);
        }
    }

    private static void write(BitSet bits, int count, DataOutputStream out) throws IOException {
        byte[] bytes = new byte[bytesOf(count)];
        byte[] set = bits.toByteArray();
        System.arraycopy(set, 0, bytes, 0, set.length);
        out.write(bytes);
    }

    private static List<RingView> rings(DataInputStream in) throws IOException {
        int memberCount = count(in, MOST_MEMBERS);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < memberCount; i++) {
            members.add(member(in));
        }
        int count = count(in, RingNews.MOST_REMEMBERED + 1);
        List<RingView> rings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rings.add(ring(members, in));
        }
        return rings;
    }

    private static RingView ring(List<Member> all, DataInputStream in) throws IOException {
        long version = in.readLong();
        String decidedBy = in.readUTF();
        boolean tentative = in.readBoolean();
        BitSet its = bits(all.size(), in);
        BitSet gone = bits(all.size(), in);
        List<Member> members = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            if (its.get(i)) {
                members.add(all.get(i));
                if (gone.get(i)) {
                    missing.add(all.get(i).name());
                }
            }
        }
        if (members.isEmpty()) {
            throw new IOException("a ring of nobody");
        }
        return new RingView(version, decidedBy, members, missing, tentative);
    }

    private static BitSet bits(int count, DataInputStream in) throws IOException {
        byte[] bytes = new byte[bytesOf(count)];
        in.readFully(bytes);
        return BitSet.valueOf(bytes);
    }

    private static int bytesOf(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    private static void write(Member member, DataOutputStream out) throws IOException {
        out.writeUTF(member.name());
        out.writeUTF(member.host());
        out.writeUTF(member.ip());
        out.writeInt(member.port());
        out.writeLong(member.started());
    }

    private static Member member(DataInputStream in) throws IOException {
        return new Member(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt(), in.readLong());
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("a list of " + count);
        }
        return count;
    }
}
