package io.ebbcache.server.command;

import io.ebbcache.store.Outcome;

/** How a command ended. Each protocol has its own words for these. */
public enum Status {
    /** Done, and there is nothing to tell. */
    OK,
    /** The item was found and its value is in the reply. */
    FOUND,
    /** There is no such item. */
    NOT_FOUND,
    /** The item was found, but there was no room for its value in the reply. */
    NO_ROOM,
    /** The item is in place, or the number has its new value. */
    STORED,
    /** The condition of the command did not hold. */
    NOT_STORED,
    /** The item has another CAS number. */
    EXISTS,
    /** The item was removed. */
    DELETED,
    /** The item has its new expiry. */
    TOUCHED,
    /** The value of the item is no number. */
    NON_NUMERIC,
    /** The item would be larger than the limit for one item. */
    TOO_LARGE,
    /** There is no memory for the item, or for the request. */
    OUT_OF_MEMORY,
    /** The command is switched off. */
    NOT_ALLOWED,
    /** The argument is below what the command takes. */
    TOO_SMALL,
    /** The argument is out of the range that can be had. */
    OUT_OF_RANGE,
    /** Another node was asked: the same request is to be executed again when it has answered. */
    PENDING,
    /** Another node has not answered: whether it has done what was asked is not known. */
    NO_ANSWER,
    /** Another node passes the request on, and this one has not the key: the ring has changed. */
    OTHER_OWNER;

    static Status of(Outcome outcome) {
        return switch (outcome) {
            case FOUND -> FOUND;
            case NOT_FOUND -> NOT_FOUND;
            case NO_ROOM -> NO_ROOM;
            case STORED -> STORED;
            case NOT_STORED -> NOT_STORED;
            case EXISTS -> EXISTS;
            case DELETED -> DELETED;
            case TOUCHED -> TOUCHED;
            case NON_NUMERIC -> NON_NUMERIC;
            case NO_MEMORY -> OUT_OF_MEMORY;
            case TOO_LARGE -> TOO_LARGE;
        };
    }
}
