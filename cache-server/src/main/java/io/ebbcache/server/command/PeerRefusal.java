package io.ebbcache.server.command;

/** Why a node refuses what another asks; these words go over the wire, and the other goes by them. */
public enum PeerRefusal {
    /** The key is another node's by a later ring than the asker's. */
    OTHER_OWNER("another node has this key"),
    /** There is a later ring than the asker's. */
    LATER_RING("there is a later ring"),
    /** A third node does not answer, or this one does not belong to the ring. */
    NO_ANSWER("no answer from another node");

    private final String words;

    PeerRefusal(String words) {
        this.words = words;
    }

    /** The words. */
    public String words() {
        return words;
    }

    /** Whether a message of the client library, which quotes what the other has said, means this. */
    public boolean isIn(String message) {
        return message.contains(words);
    }
}
