package io.ebbcache.server.protocol.text;

import java.util.Random;

/** Commands on few keys, good and bad ones, whose replies depend on nothing but the commands. */
final class RandomPipeline {

    private static final String[] STORE = {"set", "add", "replace", "append", "prepend", "cas", "ms"};
    private static final String[] STORE_FLAGS = {
        "ME", "MA", "MP", "MR", "MA N0", "q", "k", "c", "s", "Oab", "F3", "z", "E7", "C7 I"
    };
    private static final String[] LINE_FLAGS = {
        "v", "k", "q", "Oab", "s", "t", "f", "c", "h", "N0", "T0", "I", "v v", "C7"
    };
    private static final String[] LINES = {
        "get", "gets", "delete", "incr", "decr", "touch", "gat", "gats", "foo", "", "mg", "md", "ma", "me", "mn"
    };

    private final Random random;
    private boolean wrong;

    RandomPipeline(Random random) {
        this.random = random;
    }

    String commands(int count) {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // after a wrong length a value may be taken for a line, which ends the connection if it is long and comes
            // in parts
            commands.append(random.nextInt(3) == 0 && !wrong ? store() : line());
        }
        return commands.toString();
    }

    private String store() {
        String verb = STORE[random.nextInt(STORE.length)];
        int length = random.nextInt(20) == 0 ? random.nextInt(20_000) : random.nextInt(30);
        String value = random.nextBoolean() ? "7".repeat(Math.min(length, 18)) : "x".repeat(length);
        wrong = value.length() < 100 && random.nextInt(40) == 0;
        int announced = wrong ? value.length() + 1 : value.length();
        if (verb.equals("ms")) {
            return verb + " " + key() + " " + announced + flags(STORE_FLAGS) + end() + value + "\r\n";
        }
        return verb + " " + key() + " " + random.nextInt(9) + " 0 " + announced
                + (verb.equals("cas") ? " 0" : "")
                + (random.nextInt(4) == 0 ? " noreply" : "")
                + end() + value + "\r\n";
    }

    private String line() {
        wrong = false;
        String word = LINES[random.nextInt(LINES.length)];
        return switch (word) {
            case "get", "gets" -> word + " " + key() + " " + key() + end();
            case "gat", "gats" -> word + " 0 " + key() + " " + key() + end();
            case "incr", "decr", "touch" -> word + " " + key() + " " + number() + noreply() + end();
            case "delete" -> word + " " + key() + noreply() + end();
            case "mg", "md", "ma" -> word + " " + key() + flags(LINE_FLAGS) + end();
            case "me" -> word + " " + key() + end();
            default -> word + end();
        };
    }

    private String flags(String[] known) {
        StringBuilder flags = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            flags.append(' ').append(known[random.nextInt(known.length)]);
        }
        return flags.toString();
    }

    private String key() {
        return random.nextInt(50) == 0 ? Scripts.KEY_OF_251 : "key" + random.nextInt(6);
    }

    private String number() {
        return random.nextInt(10) == 0 ? "x" : String.valueOf(1000 + random.nextInt(1000));
    }

    private String noreply() {
        return random.nextInt(5) == 0 ? " noreply" : "";
    }

    private String end() {
        return random.nextInt(10) == 0 ? "\n" : "\r\n";
    }
}
