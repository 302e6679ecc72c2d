package io.ebbcache.store;

/** Under which condition a store operation puts its value in place, and what becomes of the old one. */
public enum StoreMode {
    /** Always. */
    SET,
    /** Only if there is no item. */
    ADD,
    /** Only if there is an item. */
    REPLACE,
    /** Behind the value of an existing item, whose flags and expiry stay. */
    APPEND,
    /** Before the value of an existing item, whose flags and expiry stay. */
    PREPEND,
    /** Only if the item's CAS number is the one given. */
    CAS
}
