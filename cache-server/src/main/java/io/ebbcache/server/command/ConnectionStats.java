package io.ebbcache.server.command;

import java.util.Iterator;
import java.util.Map;

/** The statistics of connections, told one by one, as there may be very many of them. */
public final class ConnectionStats {

    private final ServerState state;
    private final Iterator<Map.Entry<Long, ClientView>> clients;

    ConnectionStats(ServerState state) {
        this.state = state;
        this.clients = state.clients().iterator();
    }

    /** Tells the next connection, in a few short lines; false if there is none. */
    public boolean next(StatsSink target) {
        if (!clients.hasNext()) {
            return false;
        }
        Map.Entry<Long, ClientView> entry = clients.next();
        ClientView client = entry.getValue();
        String prefix = entry.getKey() + ":";
        target.stat(prefix + "addr", client.remoteAddress());
        target.stat(prefix + "listen_addr", client.localAddress());
        target.stat(prefix + "state", client.isWaiting() ? "conn_mwrite" : "conn_read");
        target.stat(prefix + "secs_since_last_cmd", state.store().clock().now() - client.lastReadSecond());
        return true;
    }
}
