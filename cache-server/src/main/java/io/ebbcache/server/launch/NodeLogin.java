package io.ebbcache.server.launch;

import io.ebbcache.client.connection.Credentials;
import io.ebbcache.server.cluster.membership.KeyDerivation;
import java.util.HexFormat;

/**
 * Who a node is to another that asks all for user and password. It follows from the secret of the cluster, which it does not tell, so it stays the
 * same when the file of users changes.
 */
final class NodeLogin {

    private static final String USER = "ebb-node";

    private NodeLogin() {}

    /** The one of a cluster. */
    static Credentials of(String cluster, String secret) {
        byte[] password = KeyDerivation.key("ebb login of a node of " + cluster, secret);
        return new Credentials(USER, HexFormat.of().formatHex(password));
    }
}
