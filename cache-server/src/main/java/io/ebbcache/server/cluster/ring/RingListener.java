package io.ebbcache.server.cluster.ring;

/** Is told of each ring. Calls come one at a time, in order of versions, and are to return soon. */
public interface RingListener {

    void changed(RingNews news);
}
