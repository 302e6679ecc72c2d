package io.ebbcache.server.command;

/** What commands have to know of the cluster; any thread may ask. */
public interface ClusterView {

    /**
     * The nodes as {@code config get cluster} tells them: the version and a line feed, then {@code host|ip|port} of each with blanks between them
     * and a line feed. ASCII.
     */
    String configuration();

    /** The same in numbers. */
    ClusterFigures figures();

    /** What {@code stats cluster} tells. */
    void tell(StatsSink target);
}
