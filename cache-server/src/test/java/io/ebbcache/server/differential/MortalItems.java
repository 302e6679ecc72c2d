package io.ebbcache.server.differential;

import static io.ebbcache.server.protocol.binary.Packet.request;

import java.util.ArrayList;
import java.util.List;

/** Requests in text and in packets for items that end in {@link #PAUSE_MILLIS} and its double, and for some that do not. */
final class MortalItems {

    /** So much later, what had 3 seconds is over, and what had 6 is not, wherever in a second it was stored. */
    static final int PAUSE_MILLIS = 3200;

    private static final Integer[] LIVES = {3, 3, 6, 6, 0, 100, -1};
    private static final int KEYS = 30;

    private final Choice choice;

    MortalItems(Choice choice) {
        this.choice = choice;
    }

    /** Bursts of lines. */
    List<Burst> lines(int count) {
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bursts.add(Burst.of(line(), line(), line(), line()));
        }
        return bursts;
    }

    /** Bursts of packets. */
    List<Burst> packets(int count) {
        List<Burst> bursts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bursts.add(Burst.of(packet(), packet(), packet(), packet()));
        }
        return bursts;
    }

    private Request line() {
        String key = "line" + choice.between(1, KEYS);
        int life = choice.of(LIVES);
        return Request.line(
                switch (choice.between(0, 12)) {
                    case 0, 1, 2 -> choice.of("set ", "add ", "replace ") + key + " 0 " + life + " 1\r\n5";
                    case 3 -> choice.of("append ", "prepend ") + key + " 0 " + life + " 1\r\n6";
                    case 4 -> "touch " + key + " " + life;
                    case 5 -> choice.of("gat ", "gats ") + life + " " + key + " line1 line2";
                    case 6 -> "ms " + key + " 1 T" + life + choice.of("", " ME", " MR", " MA") + "\r\n7";
                    case 7 -> "mg " + key + choice.of(" T", " N", " R30 T") + life + choice.of(" t", " c v", " h");
                    case 8 -> "md " + key + choice.of("", " I", " I T" + life);
                    case 9 -> "delete " + key;
                    default -> choice.of("get ", "gets ") + key + " line1 line2 line3";
                });
    }

    private Request packet() {
        String key = "packet" + choice.between(1, KEYS);
        int life = choice.of(LIVES);
        return Request.of(
                switch (choice.between(0, 8)) {
                    case 0, 1, 2 ->
                        request(choice.of(0x01, 0x02, 0x03, 0x11), key)
                                .ints(0, life)
                                .value("5")
                                .bytes();
                    case 3 -> request(choice.of(0x0e, 0x1a), key).value("6").bytes();
                    case 4 -> request(0x1c, key).ints(life).bytes();
                    case 5 -> request(choice.of(0x1d, 0x24), key).ints(life).bytes();
                    case 6 -> request(0x05, "number" + key).number(1, 5, life).bytes();
                    case 7 -> request(0x04, key).bytes();
                    default -> request(choice.of(0x00, 0x0d), key).bytes();
                });
    }
}
