package io.ebbcache.client.ring;

/** Which node has a key. Immutable. */
public interface Placement {

    /** The node that has the key. */
    Node nodeOf(byte[] key);
}
