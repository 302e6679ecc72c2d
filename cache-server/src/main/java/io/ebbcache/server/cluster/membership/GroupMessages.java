package io.ebbcache.server.cluster.membership;

import io.ebbcache.server.cluster.ring.Member;
import io.ebbcache.server.cluster.ring.RingNews;
import io.ebbcache.server.cluster.ring.RingView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What nodes send each other, as bytes:
 *
 * <pre>
 *   kind (1), then
 *   announcement: member, leaving (1), rings
 *   news:         ring, rings
 *   question:     nothing; an announcement is the answer
 *   held ring:    version (8), who decided (text)
 *   wanted:       version (8) of a ring; news of it or of a later one are the answer, if there are any
 *
 *   rings:  count (4), ring each
 *   ring:   version (8), who decided (text), tentative (1), count (4), member each, each followed by: missing (1)
 *   member: name, host, ip (text), port (4)
 *   text:   length in bytes (2), modified UTF-8
 * </pre>
 */
final class GroupMessages {

    static final int ANNOUNCEMENT = 1;
    static final int NEWS = 2;
    static final int QUESTION = 3;
    static final int HELD_RING = 4;
    static final int WANTED = 5;

    private static final int MOST_MEMBERS = 10_000;

    private GroupMessages() {}

    /** Something that is written to a stream. */
    private interface Body {
        void writeTo(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Announcement announcement) {
        return bytes(ANNOUNCEMENT, out -> {
            write(announcement.member(), out);
            out.writeBoolean(announcement.leaving());
            write(announcement.rings(), out);
        });
    }

    static byte[] bytes(RingNews news) {
        return bytes(NEWS, out -> {
            write(news.current(), out);
            write(news.before(), out);
        });
    }

    static byte[] question() {
        return bytes(QUESTION, out -> {});
    }

    /** Which ring is in force where this comes from. */
    static byte[] heldRing(RingView ring) {
        return bytes(HELD_RING, out -> {
            out.writeLong(ring.version());
            out.writeUTF(ring.decidedBy());
        });
    }

    /** A ring of this version is wanted, or a later one. */
    static byte[] bytes(long wantedVersion) {
        return bytes(WANTED, out -> out.writeLong(wantedVersion));
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
    static Announcement announcement(byte[] message) throws IOException {
        DataInputStream in = body(message);
        return new Announcement(member(in), in.readBoolean(), rings(in));
    }

    /** @throws IOException if it is none */
    static RingNews news(byte[] message) throws IOException {
        DataInputStream in = body(message);
        return new RingNews(ring(in), rings(in));
    }

    /**
     * Whether a message about a held ring names this one.
     *
     * @throws IOException if it is none
     */
    static boolean holds(byte[] message, RingView ring) throws IOException {
        DataInputStream in = body(message);
        return in.readLong() == ring.version() && in.readUTF().equals(ring.decidedBy());
    }

    /** @throws IOException if it is none */
    static long wanted(byte[] message) throws IOException {
        return body(message).readLong();
    }

    private static DataInputStream body(byte[] message) {
        return new DataInputStream(new ByteArrayInputStream(message, 1, message.length - 1));
    }

    private static void write(List<RingView> rings, DataOutputStream out) throws IOException {
        out.writeInt(rings.size());
        for (RingView ring : rings) {
            write(ring, out);
        }
    }

    private static void write(RingView ring, DataOutputStream out) throws IOException {
        out.writeLong(ring.version());
        out.writeUTF(ring.decidedBy());
        out.writeBoolean(ring.tentative());
        out.writeInt(ring.members().size());
        for (Member member : ring.members()) {
            write(member, out);
            out.writeBoolean(ring.missing().contains(member.name()));
        }
    }

    private static void write(Member member, DataOutputStream out) throws IOException {
        out.writeUTF(member.name());
        out.writeUTF(member.host());
        out.writeUTF(member.ip());
        out.writeInt(member.port());
    }

    private static List<RingView> rings(DataInputStream in) throws IOException {
        int count = count(in, RingNews.MOST_REMEMBERED + 1);
        List<RingView> rings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rings.add(ring(in));
        }
        return rings;
    }

    private static RingView ring(DataInputStream in) throws IOException {
        long version = in.readLong();
        String decidedBy = in.readUTF();
        boolean tentative = in.readBoolean();
        int count = count(in, MOST_MEMBERS);
        List<Member> members = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Member member = member(in);
            members.add(member);
            if (in.readBoolean()) {
                missing.add(member.name());
            }
        }
        if (members.isEmpty()) {
            throw new IOException("a ring of nobody");
        }
        return new RingView(version, decidedBy, members, missing, tentative);
    }

    private static Member member(DataInputStream in) throws IOException {
        return new Member(in.readUTF(), in.readUTF(), in.readUTF(), in.readInt());
    }

    private static int count(DataInputStream in, int most) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > most) {
            throw new IOException("a list of " + count);
        }
        return count;
    }
}
