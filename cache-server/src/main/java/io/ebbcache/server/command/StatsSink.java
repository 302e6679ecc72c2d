package io.ebbcache.server.command;

/** Where statistics go, line by line. */
public interface StatsSink {

    /** A number, as it is. */
    void stat(String name, long value);

    /** A text of at most a hundred ASCII characters. */
    void stat(String name, String value);
}
