package io.ebbcache.server.command;

import io.ebbcache.store.StoreMode;

/** The commands that bring a value. */
public enum StoreVerb {
    /** Store it in any case. */
    SET(StoreMode.SET),
    /** Store it if there is no such item. */
    ADD(StoreMode.ADD),
    /** Store it if there is such an item. */
    REPLACE(StoreMode.REPLACE),
    /** Put it behind the value that is there. */
    APPEND(StoreMode.APPEND),
    /** Put it before the value that is there. */
    PREPEND(StoreMode.PREPEND),
    /** Store it if the item has not changed since it was read. */
    CAS(StoreMode.CAS);

    private final StoreMode mode;

    StoreVerb(StoreMode mode) {
        this.mode = mode;
    }

    StoreMode mode() {
        return mode;
    }

    /** Whether the verb extends an item instead of replacing it. */
    boolean extendsItem() {
        return this == APPEND || this == PREPEND;
    }
}
