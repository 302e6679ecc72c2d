package io.ebbcache.server.command;

import io.ebbcache.store.StoreMode;

/** The commands that bring a value. */
public enum StoreVerb {
    /** Store it in any case. */
    SET(StoreMode.SET, "set"),
    /** Store it if there is no such item. */
    ADD(StoreMode.ADD, "add"),
    /** Store it if there is such an item. */
    REPLACE(StoreMode.REPLACE, "replace"),
    /** Put it behind the value that is there. */
    APPEND(StoreMode.APPEND, "append"),
    /** Put it before the value that is there. */
    PREPEND(StoreMode.PREPEND, "prepend"),
    /** Store it if the item has not changed since it was read. */
    CAS(StoreMode.CAS, "cas");

    private final StoreMode mode;
    private final String word;

    StoreVerb(StoreMode mode, String word) {
        this.mode = mode;
        this.word = word;
    }

    String word() {
        return word;
    }

    StoreMode mode() {
        return mode;
    }

    /** Whether the verb extends an item instead of replacing it. */
    boolean extendsItem() {
        return this == APPEND || this == PREPEND;
    }
}
