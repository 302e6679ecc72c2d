package io.ebbcache.server.cluster.membership;

import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jgroups.logging.Slf4jLogImpl;

/**
 * Lets JGroups log under its own name, also what classes of this package inherit from it: it says much that any stranger at a port can make it say, and is not
 * heard as we are.
 */
final class GroupLog implements CustomLogFactory {

    private static final String LIBRARY = "org.jgroups.";

    @Override
    public Log getLog(Class<?> type) {
        return new Slf4jLogImpl(type.getName().startsWith(LIBRARY) ? type.getName() : LIBRARY + type.getSimpleName());
    }

    @Override
    public Log getLog(String category) {
        return new Slf4jLogImpl(category.startsWith(LIBRARY) ? category : LIBRARY + category);
    }
}
