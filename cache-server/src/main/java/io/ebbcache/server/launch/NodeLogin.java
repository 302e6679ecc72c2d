package io.ebbcache.server.launch;

import io.ebbcache.client.connection.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who a node is to another that asks all for user and password. It follows from the secret of the cluster, which it does not tell, so it stays the
 * same when the file of users changes.
 */
final class NodeLogin {

    private static final String USER = "ebb-node";
    private static final String ALGORITHM = "HmacSHA256";

    private NodeLogin() {}

    /** The one of a cluster. */
    static Credentials of(String cluster, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] password = mac.doFinal(("login of a node of " + cluster).getBytes(StandardCharsets.UTF_8));
            return new Credentials(USER, HexFormat.of().formatHex(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
