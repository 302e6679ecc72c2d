package io.ebbcache.server.differential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Keys, values and times as clients send them who mean no good. */
final class Words {

    static final String KEY_OF_250 = "k".repeat(250);
    static final String KEY_OF_251 = "k".repeat(251);

    /** A CAS number that no item has. */
    static final String FAR_NUMBER = "9000000000000000000";

    /** The only key that may have a value of more than half a MiB, of which 1.6.18 says that it is no number whatever it is. */
    private static final String LARGE_KEY = "large";

    private static final String[] KEYS = {"a", "b", "key"};
    private static final String[] ODD_KEYS = {KEY_OF_250, "tab\there", "\u00fe\u00ff\u0080", "\u0001", "get", LARGE_KEY
    };
    private static final String[] COUNTERS = {"n", "m"};
    private static final String[] BINARY_KEYS = {"sp ace", "\r\n", "nul\0", "\0", "k".repeat(186)};
    private static final String[] NUMBERS = {
        "0",
        "1",
        "9",
        "10",
        "99",
        "007",
        "+5",
        " 7",
        "12 abc",
        "12abc",
        "5 ",
        "",
        "x",
        "1.5",
        "\t3",
        "7\r\n",
        "4611686018427387904",
        "18446744073709551616",
        "00000000000000000000042",
        "99999999999999999999"
    };
    private static final Integer[] LENGTHS = {
        1, 2, 3, 7, 63, 255, 256, 2046, 2047, 2048, 2049, 4000, 4070, 4080, 4096, 8192, 16_382, 16_384, 16_386, 65_536
    };
    private static final int TOO_LARGE = 1_048_576;
    private static final int LARGE = 700_000;

    private final Choice choice;

    Words(Choice choice) {
        this.choice = choice;
    }

    String key() {
        return choice.once(12) ? choice.of(ODD_KEYS) : choice.of(KEYS);
    }

    /** A key, or now and then one that is too long. */
    String anyKey() {
        return choice.once(40) ? KEY_OF_251 : key();
    }

    /** A key, or one that is too long, but not that of a large value. */
    String countedKey() {
        String key = anyKey();
        return key.equals(LARGE_KEY) ? choice.of(KEYS) : key;
    }

    /** A key that meta commands count with. */
    String counter() {
        return choice.of(COUNTERS);
    }

    /** A key that only base64 can say, in base64. */
    String base64() {
        return Base64.getEncoder().encodeToString(choice.of(BINARY_KEYS).getBytes(StandardCharsets.ISO_8859_1));
    }

    private String value() {
        if (choice.once(3)) {
            return number();
        }
        if (choice.once(4)) {
            return "v".repeat(choice.of(LENGTHS) + choice.between(-1, 1));
        }
        return choice.of(
                "x", "yz", "a\r\nb", "\r\nx", "\n.", "END\r\n", "get a\r\n", "\0\0\0\0", "value of some length");
    }

    /** A number, or what might be taken for one. */
    String number() {
        return choice.of(NUMBERS);
    }

    /** A value for a key. */
    String value(String key) {
        return key.equals(LARGE_KEY) && choice.once(2) ? "w".repeat(choice.once(3) ? TOO_LARGE : LARGE) : value();
    }

    /** Flags of 32 bits. */
    String flags() {
        return choice.of("0", "0", "1", "7", "4294967295", "2147483648");
    }

    /** Never, later, already; nothing that comes in the course of a talk. */
    String exptime() {
        return choice.of(List.of(
                "0", "0", "0", "100", "1000", "2592000", "2592001", "1000000000", "2147483647", "-1", "-2147483648"));
    }

    /** What {@code incr} and {@code decr} take. */
    String delta(boolean up) {
        return choice.of("0", "1", "1", "5", "10", "007", "+3", up ? "4294967295" : "18446744073709551615");
    }

    /** What {@code incr} does not take. */
    String noDelta() {
        return choice.of("-1", "x", "18446744073709551616", "1x", "0x10", "1.0", "noreply", "184467440737095516150");
    }

    /** A CAS number: one that was told before, or one that no item has. */
    String cas() {
        return switch (choice.between(0, 9)) {
            case 0 -> "0";
            case 1 -> FAR_NUMBER;
            case 2 -> "1";
            case 3, 4 -> CasNumbers.mark(1);
            case 5 -> CasNumbers.mark(choice.between(2, 5));
            default -> CasNumbers.mark(0);
        };
    }
}
