package io.ebbcache.server.cluster.route;

import io.ebbcache.client.connection.HandshakeException;
import io.ebbcache.client.connection.NodeListener;
import io.ebbcache.client.ring.Node;
import io.ebbcache.server.cluster.ring.Member;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator why there are no connections to another node, not at each attempt to make one. */
final class PeerNotices implements NodeListener {

    private static final Logger LOG = LoggerFactory.getLogger(PeerNotices.class);

    private final Member member;

    PeerNotices(Member member) {
        this.member = member;
    }

    @Override
    public void up(Node node) {
        LOG.debug("{} is connected again", member);
    }

    @Override
    public void down(Node node, Throwable cause) {
        if (!(cause instanceof HandshakeException)) {
            LOG.info("{} is not connected: {}", member, reason(cause));
        }
    }

    @Override
    public void refused(Node node, HandshakeException why) {
        LOG.warn("{} {}: {}", member, plain(why), reason(why));
    }

    private static String plain(HandshakeException why) {
        return switch (why.phase()) {
            case TLS -> disagreement(why);
            case AUTHENTICATION -> "does not let this node log in (are secret and cluster the same?)";
            case PROTOCOL ->
                why.getCause() == null && String.valueOf(why.getMessage()).contains("unauthenticated")
                        ? "wants a password, and this node has no --auth-file"
                        : "does not answer as a node does (are --tls and --auth-file the same?)";
        };
    }

    private static String disagreement(HandshakeException why) {
        for (Throwable each = why; each != null; each = each.getCause()) {
            if (each instanceof GeneralSecurityException) {
                return "shows a certificate that is not trusted here";
            }
        }
        if (why.getCause() instanceof NotSslRecordException) {
            return "speaks no TLS";
        }
        return why.getCause() instanceof SSLException
                ? "has other TLS, or does not trust the certificate of this node"
                : "has broken off TLS, maybe it does not trust the certificate of this node";
    }

    private static String reason(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
