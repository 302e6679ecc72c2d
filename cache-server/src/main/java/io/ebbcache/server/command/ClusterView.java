package io.ebbcache.server.command;

import java.util.List;

/** What commands have to know of the cluster; any thread may ask. */
public interface ClusterView {

    /**
     * The nodes as {@code config get cluster} tells them: the version and a line feed, then {@code host|ip|port} of each with blanks between them
     * and a line feed. ASCII.
     */
    String configuration();

    /** The same in numbers. */
    ClusterFigures figures();

    /**
     * All nodes that share the keys, and then those that are there without any, each with what it told of itself lately. Returns at once: who has called
     * this lately is told more the next time, as this node goes on to ask the others for some seconds.
     */
    List<NodeFigures> nodes();

    /** What {@code stats cluster} tells. */
    void tell(StatsSink target);
}
