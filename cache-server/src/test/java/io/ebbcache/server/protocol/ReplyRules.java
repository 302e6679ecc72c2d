package io.ebbcache.server.protocol;

/** What must hold for the replies to any input at all. */
public interface ReplyRules {

    /** Throws unless these are whole replies. */
    void check(String replies);

    /** Whether the same input gives the same replies however it arrives, and whenever. */
    boolean areRepeatable(String request, String replies);
}
