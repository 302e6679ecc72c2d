package io.ebbcache.server.differential;

import static io.ebbcache.server.protocol.binary.Packet.request;

import io.ebbcache.server.protocol.binary.Packet;
import java.util.ArrayList;
import java.util.List;

/** Requests of the binary protocol: all opcodes, loud and quiet. */
final class PacketRequests implements Talks.Source {

    /** 1.6.18 waits for all extras and the key, even where the header is wrong already. */
    private static final String PADDING = "p".repeat(600);

    private static final int APPEND = 0x0e;
    private static final int QUIET_APPEND = 0x19;
    private static final long MOST_INITIAL = 1L << 62;
    private static final int DO_NOT_CREATE = -1;

    private final Choice choice;
    private final Words words;

    PacketRequests(Choice choice) {
        this.choice = choice;
        this.words = new Words(choice);
    }

    @Override
    public List<Request> alone() {
        return switch (choice.between(0, 7)) {
            case 0, 1 -> List.of(calculate());
            case 2 -> List.of(calculate(), calculate(), calculate());
            case 3 -> choice.once(2) ? List.of(closing()) : together();
            default -> together();
        };
    }

    @Override
    public List<Request> together() {
        return switch (choice.between(0, 11)) {
            case 0, 1, 2, 3 -> List.of(store());
            case 4, 5, 6, 7 -> List.of(Request.of(get().bytes()));
            case 8 -> List.of(numbered(request(choice.of(0x04, 0x14), key())));
            case 9 ->
                List.of(Request.of(request(choice.of(0x00, 0x0c), words.key()).bytes()), store());
            case 10 -> List.of(Request.of(touch().bytes()));
            default -> rest();
        };
    }

    private Request closing() {
        return choice.once(8) ? Request.of(request(choice.of(0x07, 0x17)).bytes()) : malformed();
    }

    private String key() {
        return choice.once(10) ? choice.of("sp ace", "\r\n", "\0", "nul\0key") : words.key();
    }

    /** With a CAS number now and then. */
    private Request numbered(Packet packet) {
        if (!choice.once(4)) {
            return Request.of(packet.bytes());
        }
        String mark = CasNumbers.mark(choice.between(0, 2));
        return Request.of(choice.once(5) ? packet.cas(-9).bytes() : PacketWire.marked(packet, mark));
    }

    private Request store() {
        int opcode = choice.of(0x01, 0x01, 0x02, 0x03, 0x11, 0x12, 0x13, APPEND, 0x0f, QUIET_APPEND, 0x1a);
        String key = key();
        Packet packet = request(opcode, key).value(words.value(key));
        boolean extends_ = opcode == APPEND || opcode == 0x0f || opcode >= QUIET_APPEND;
        return numbered(extends_ ? packet : packet.ints(choice.of(0, 1, 7, -1, 1 << 31), exptime()));
    }

    /** Without sign, so never below 0. */
    private int exptime() {
        return choice.of(0, 0, 0, 100, 1000, 2_592_000, 2_592_001, 1_000_000_000, Integer.MAX_VALUE, -1);
    }

    private Packet get() {
        return switch (choice.between(0, 2)) {
            case 0 -> request(choice.of(0x1d, 0x1e, 0x23, 0x24), key()).ints(exptime());
            default -> request(choice.of(0x00, 0x09, 0x0c, 0x0d), key());
        };
    }

    private Packet touch() {
        return request(0x1c, key()).ints(exptime());
    }

    private Request calculate() {
        boolean up = choice.once(2);
        long delta = up ? choice.of(0L, 1L, 5L, 1L << 32) : choice.of(0L, 1L, 10L, -1L);
        long initial = choice.of(0L, 7L, MOST_INITIAL);
        int exptime = choice.once(3) ? DO_NOT_CREATE : exptime();
        String key = choice.once(3) ? words.countedKey() : words.counter();
        int opcode = up ? choice.of(0x05, 0x15) : choice.of(0x06, 0x16);
        return numbered(request(opcode, key).number(delta, initial, exptime));
    }

    private List<Request> rest() {
        List<Packet> packets = new ArrayList<>();
        packets.add(
                switch (choice.between(0, 6)) {
                    case 0 -> request(0x0a);
                    case 1 -> request(0x0b);
                    case 2 ->
                        choice.of(
                                request(0x08),
                                request(0x08).ints(0),
                                request(0x18),
                                request(0x18).ints(0));
                    case 3 -> request(0x10, choice.of("reset", "nonsense"));
                    case 4 -> request(choice.of(0x55, 0x1b, 0x1f, 0x25, 0x30, 0xff));
                    case 5 -> request(choice.of(0x20));
                    default -> request(0x0a);
                });
        return packets.stream().map(packet -> Request.of(packet.bytes())).toList();
    }

    /** A header that does not fit; the connection is over then. */
    private Request malformed() {
        Packet right = choice.of(
                request(0x01, "a").ints(0, 0).value("x"),
                request(0x02, "").ints(0, 0).value("x"),
                request(0x00, "a"),
                request(0x0d, "key"),
                request(0x04, "a"),
                request(0x05, "n").number(1, 1, 0),
                request(0x0e, "a").value("x"),
                request(0x08),
                request(0x0a),
                request(0x0b),
                request(0x1d, "a").ints(1));
        Packet wrong = switch (choice.between(0, 4)) {
            case 0 -> right.extras("e".repeat(choice.of(1, 3, 5, 12, 255)));
            case 1 -> right.key(choice.of("", Words.KEY_OF_251));
            case 2 -> right.bodyLength(0);
            case 3 -> right.extrasLength(choice.of(255, 9, 1));
            default -> right.keyLength(choice.of(251, 300, 0));
        };
        return Request.of(wrong.bytes().equals(right.bytes()) ? right.bytes() : wrong.bytes() + PADDING);
    }
}
