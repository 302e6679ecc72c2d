package io.ebbcache.server.differential;

import java.util.Set;

/** Flags of meta commands: all of them on each command, but for what {@link KnownDifferences} tells. */
final class MetaFlags {

    private static final int MOST_FLAGS = 6;
    private static final int ONCE_TWICE = 60;

    /** Those that do something now, and something else in 1.6.18. */
    private static final Set<String> NEWER = Set.of("mg C", "ms N", "ms s", "ma T");

    private static final Set<Character> NEVER_ON_COUNTERS = Set.of('I', 'N', 'R', 'h');

    private final Choice choice;
    private final Words words;

    MetaFlags(Choice choice, Words words) {
        this.choice = choice;
        this.words = words;
    }

    /**
     * Some flags.
     *
     * @param asked those that are there already; one of them comes again only now and then
     */
    String some(String command, MetaKey key, String asked) {
        StringBuilder flags = new StringBuilder();
        String used = asked.replaceAll(" (\\S)\\S*", "$1");
        for (int i = choice.once(3) ? 0 : choice.between(1, MOST_FLAGS); i > 0; i--) {
            String flag = one(command);
            char letter = flag.charAt(1);
            boolean twice = used.indexOf(letter) >= 0;
            if (isKnown(command, key, letter, used) && (!twice || choice.once(ONCE_TWICE))) {
                flags.append(flag);
                used += letter;
            }
        }
        return flags.toString();
    }

    private static boolean isKnown(String command, MetaKey key, char letter, String used) {
        if (NEWER.contains(command + " " + letter)) {
            return false;
        }
        if (command.equals("ma")) {
            return !(letter == 'q' && used.contains("N")) && !(letter == 'N' && used.contains("q"));
        }
        if (letter == 'N' && !key.flag().isEmpty()) {
            return false;
        }
        return !(key.isCounter() && NEVER_ON_COUNTERS.contains(letter));
    }

    private String one(String command) {
        char letter = choice.of(
                'v', 'v', 'c', 't', 's', 'f', 'k', 'h', 'l', 'u', 'q', 'b', 'I', 'P', 'L', 'O', 'T', 'N', 'R', 'F', 'C',
                'D', 'J', 'M');
        return " " + letter + token(command, letter);
    }

    private String token(String command, char letter) {
        return switch (letter) {
            case 'O' -> choice.of("", "1", "opaque", "x".repeat(31));
            case 'T', 'N' -> words.exptime();
            case 'R' -> choice.of("0", "30", "200", "2000", "-1");
            case 'F' -> words.flags();
            case 'C' -> words.cas();
            case 'D' -> words.delta(true);
            case 'J' -> choice.of("0", "13", "4294967295");
            case 'M' ->
                command.equals("ma") ? choice.of("I", "+", "D", "-", "i") : choice.of("S", "E", "A", "P", "R", "s");
            default -> "";
        };
    }
}
