package io.ebbcache.server.differential;

import java.util.List;

/** Requests in classic text. */
final class ClassicRequests implements Talks.Source {

    private static final String LINE_END = "\r\n";

    private final Choice choice;
    private final Words words;

    ClassicRequests(Choice choice) {
        this.choice = choice;
        this.words = new Words(choice);
    }

    @Override
    public List<Request> alone() {
        return switch (choice.between(0, 9)) {
            case 0, 1, 2 -> List.of(Request.line(arithmetic()));
            case 3 -> List.of(Request.line(arithmetic()), Request.line(arithmetic()), Request.line(arithmetic()));
            case 4 -> List.of(Request.line(choice.of("get ", "gets ") + words.key() + " " + words.anyKey()));
            case 5 -> List.of(Request.line(choice.once(5) ? closing() : rest()));
            default -> together();
        };
    }

    @Override
    public List<Request> together() {
        return switch (choice.between(0, 13)) {
            case 0, 1, 2, 3, 4 -> List.of(store());
            case 5 -> List.of(Request.line("gets " + words.key()), cas());
            case 6, 7, 8 -> List.of(Request.line(get()));
            case 9 ->
                List.of(Request.line("delete " + words.anyKey() + choice.of("", "", " 0", " noreply", " 0 noreply")));
            case 10 -> List.of(Request.line("touch " + words.anyKey() + " " + exptime() + noreply()));
            case 11 -> List.of(Request.line(flush()));
            case 12 -> List.of(wrongLength());
            default -> List.of(Request.line(rest()));
        };
    }

    private String noreply() {
        return choice.once(6) ? " noreply" : "";
    }

    private String end() {
        return choice.once(15) ? "\n" : LINE_END;
    }

    private Request store() {
        String verb = choice.of("set", "set", "set", "add", "replace", "append", "prepend");
        return storeLine(verb, "");
    }

    private Request cas() {
        return storeLine("cas", " " + (choice.once(15) ? choice.of("x", "-1", "1x") : words.cas()));
    }

    private Request storeLine(String verb, String unique) {
        String key = words.anyKey();
        String flags = choice.once(40) ? choice.of("x", "-1", "1x") : words.flags();
        String exptime = choice.once(40) ? choice.of("x", "1x", "--1") : words.exptime();
        String value = words.value(key);
        String line =
                verb + " " + key + " " + flags + " " + exptime + " " + value.length() + unique + noreply() + end();
        boolean bad = key.equals(Words.KEY_OF_251)
                || flags.matches("x|-1|1x")
                || exptime.matches("x|1x|--1")
                || unique.matches(" (x|-1|1x)");
        String bytes = line + value + LINE_END;
        return new Request(bytes, bad ? line : bytes);
    }

    /** Says another length than the value has; what follows the value brings both servers into step again. */
    private Request wrongLength() {
        String value = "wrong_value\r\n" + choice.of("", "set a 3 0 1\r\nq\r\n") + "get a\r\nend_of_value";
        int length = value.length() + choice.of(-21, -14, -9, -6, -5, 1, 2, 3, 4, 9);
        return Request.of("set " + words.key() + " 0 0 " + length + noreply() + LINE_END + value + LINE_END
                + "more_than_swallowed" + LINE_END);
    }

    private String get() {
        StringBuilder line = new StringBuilder(choice.of("get", "gets", "get", "gets", "gat", "gats"));
        if (line.charAt(1) == 'a') {
            line.append(' ').append(exptime());
        }
        for (int keys = choice.once(3) ? choice.between(2, 30) : 1; keys > 0; keys--) {
            line.append(choice.once(20) ? "  " : " ").append(words.key());
        }
        return line.toString();
    }

    private String exptime() {
        return choice.once(15) ? choice.of("x", "1e3", "1x", "noreply") : words.exptime();
    }

    private String arithmetic() {
        boolean up = choice.once(2);
        String delta = choice.once(8) ? words.noDelta() : words.delta(up);
        return (up ? "incr " : "decr ") + words.countedKey() + " " + delta + noreply();
    }

    private String flush() {
        return "flush_all" + choice.of("", "", " 0", " -1", " noreply", " 0 noreply");
    }

    private String closing() {
        return choice.of("quit", "quit noreply", "GET / HTTP/1.1");
    }

    private String rest() {
        return choice.of(
                "verbosity 0",
                "verbosity x",
                "verbosity 0 noreply",
                "foo",
                "gett a",
                "GET a",
                "get\ta",
                "foo noreply",
                "            ",
                "slabs",
                "lru",
                "lru_crawler",
                "stats nonsense",
                "stats reset",
                "get HTTP/1.1",
                "get a");
    }
}
