package io.ebbcache.server.differential;

/**
 * A key in a meta command.
 *
 * @param word as it stands in the line
 * @param flag what has to follow it
 * @param isCounter whether the item is a number, which is never stale, claimed or vivified by a read
 */
record MetaKey(String word, String flag, boolean isCounter) {

    static MetaKey plain(String word) {
        return new MetaKey(word, "", false);
    }

    static MetaKey any(Choice choice, Words words) {
        return switch (choice.between(0, 9)) {
            case 0, 1 -> new MetaKey(words.base64(), " b", false);
            case 2 -> counter(words);
            default -> plain(words.anyKey());
        };
    }

    static MetaKey counter(Words words) {
        return new MetaKey(words.counter(), "", true);
    }
}
