package io.ebbcache.server.command;

/** Where statistics go, line by line. */
public interface StatsSink {

    /** A number, as it is. */
    void stat(String name, long value);

    /** An ASCII text; short, as all of one answer have to have room together. */
    void stat(String name, String value);
}
