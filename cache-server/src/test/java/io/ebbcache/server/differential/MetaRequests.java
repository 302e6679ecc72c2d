package io.ebbcache.server.differential;

import java.util.ArrayList;
import java.util.List;

/** Requests of meta commands, and classic ones between them. */
final class MetaRequests implements Talks.Source {

    private static final String LINE_END = "\r\n";

    private final Choice choice;
    private final Words words;
    private final MetaFlags flags;
    private final ClassicRequests classic;

    MetaRequests(Choice choice) {
        this.choice = choice;
        this.words = new Words(choice);
        this.flags = new MetaFlags(choice, words);
        this.classic = new ClassicRequests(choice);
    }

    @Override
    public List<Request> alone() {
        return choice.once(4) ? List.of(line("ma", MetaKey.counter(words), "")) : together();
    }

    @Override
    public List<Request> together() {
        return switch (choice.between(0, 17)) {
            case 0, 1, 2, 3, 4 -> List.of(store(key(), ""));
            case 5, 6, 7, 8 -> List.of(line("mg", key(), ""));
            case 9 -> List.of(line("mg", MetaKey.counter(words), " v"));
            case 10, 11 -> List.of(line("md", key(), ""));
            case 12 -> List.of(Request.line(choice.of("me " + words.key(), "mn", "mn q")));
            case 13 -> recache();
            case 14 -> vivify();
            case 15 -> List.of(wrong());
            default -> classic.together();
        };
    }

    private MetaKey key() {
        return MetaKey.any(choice, words);
    }

    private Request line(String command, MetaKey key, String asked) {
        String first = key.flag() + asked;
        return Request.line(command + " " + key.word() + first + flags.some(command, key, first));
    }

    private Request store(MetaKey key, String asked) {
        String value = key.isCounter() ? words.number() : words.value(key.word());
        String first = key.flag() + asked;
        String line = "ms " + key.word() + " " + value.length() + first + flags.some("ms", key, first) + LINE_END;
        String bytes = line + value + LINE_END;
        return new Request(bytes, key.word().equals(Words.KEY_OF_251) ? line : bytes);
    }

    /** Stale, won, filled anew under an old number. */
    private List<Request> recache() {
        MetaKey key = MetaKey.plain(words.key());
        List<Request> story = new ArrayList<>();
        story.add(Request.line("mg " + key.word() + " c v"));
        story.add(line("md", key, " I" + choice.of("", " T30", " T100")));
        for (int i = choice.between(1, 3); i > 0; i--) {
            story.add(line("mg", key, choice.of(" t c v", " c s t", " k O1 c", " R30 t", " R1000 t", " T90 t", "")));
        }
        story.add(store(key, choice.of(" I C", " C", " MA C", " MR C") + choice.of(words.cas(), "1")));
        story.add(line("mg", key, " c v t"));
        return story;
    }

    /** A miss that becomes an item for one client to fill. */
    private List<Request> vivify() {
        MetaKey key = MetaKey.plain(words.key());
        return List.of(
                Request.line("md " + key.word() + choice.of("", " q")),
                line("mg", key, " N" + words.exptime() + choice.of(" t", " v", " c t", " T30 t", " R30", " k")),
                line("mg", key, choice.of(" t v c", " v", " N30", " T0", " h l")),
                store(key, choice.of(" T30", "", " C" + words.cas(), " MA", " ME")),
                line("mg", key, " v t"));
    }

    private Request wrong() {
        return Request.line(choice.of(
                "mg a v v",
                "mg a z",
                "mg a Tx",
                "mg a T",
                "mg a N1x",
                "mg " + Words.KEY_OF_251 + " v",
                "mg a b",
                "mg YQ= b v",
                "mg Y b",
                "mg ==== b k",
                "mg Y=== b k",
                "mg O",
                "mg none O" + "x".repeat(choice.between(29, 33)),
                "mg a" + " v c t s f k q h l O u P L I T0 R30 N0".substring(0, choice.between(1, 19) * 2),
                "ma a MX",
                "ma a Dx",
                "ma a D-1 v",
                "ma a Jx N0",
                "md a Cx",
                "md a q q",
                "me a z",
                "mz a"));
    }
}
