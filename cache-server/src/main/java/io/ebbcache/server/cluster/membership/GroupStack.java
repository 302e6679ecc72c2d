package io.ebbcache.server.cluster.membership;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.MPING;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * The protocols of JGroups that nodes talk through, from the network upwards: TCP; how others are found; MERGE3, which finds the other parts of a
 * split cluster; FD_SOCK2, which sees a process die, and FD_ALL3, which misses heartbeats; then order, flow control, views.
 */
final class GroupStack {

    private static final int JOIN_MILLIS = 1000;
    private static final int MOST_THREADS = 8;
    private static final int MERGE_MILLIS = 2000;
    private static final int MOST_MERGE_MILLIS = 6000;
    private static final int HEARTBEATS_PER_TIMEOUT = 4;
    private static final int VERIFY_MILLIS = 500;
    private static final int STABLE_BYTES = 1 << 20;
    private static final int CREDIT_BYTES = 500_000;
    /** A longer message is not read: whoever reaches the port may announce any length. */
    private static final int MOST_MESSAGE_BYTES = 1 << 20;

    private static final int MOST_FRAGMENT_BYTES = 32_000;

    /** Deriving a key is to be slow for those who guess secrets. */
    private static final int KEY_ITERATIONS = 200_000;

    private static final int KEY_BITS = 256;
    private static final int IV_BYTES = 16;

    private GroupStack() {}

    static List<Protocol> of(GroupConfig config) {
        List<Protocol> stack = new ArrayList<>();
        stack.add(transport(config));
        stack.add(discovery(config));
        stack.add(new MERGE3().setMinInterval(MERGE_MILLIS).setMaxInterval(MOST_MERGE_MILLIS));
        stack.add(new FD_SOCK2());
        long timeout = config.failureTimeout().toMillis();
        stack.add(new FD_ALL3().setTimeout(timeout).setInterval(timeout / HEARTBEATS_PER_TIMEOUT));
        stack.add(new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS));
        config.secret().ifPresent(secret -> stack.add(encryption(config.cluster(), secret)));
        stack.add(new NAKACK2());
        stack.add(new UNICAST3());
        stack.add(new STABLE().setMaxBytes(STABLE_BYTES));
        stack.add(new GMS().setJoinTimeout(JOIN_MILLIS).setMaxJoinAttempts(3).printLocalAddress(false));
        stack.add(new UFC().setMaxCredits(CREDIT_BYTES));
        stack.add(new MFC().setMaxCredits(CREDIT_BYTES));
        stack.add(new FRAG4().setFragSize(MOST_FRAGMENT_BYTES));
        return stack;
    }

    /**
     * What the group is called on the wire. Its name goes with each message in the clear and is compared before anything else, so nodes that have
     * another secret, or none, do not even begin to talk.
     */
    static String groupName(GroupConfig config) {
        return config.secret()
                .map(secret -> config.cluster() + "#" + Arrays.hashCode(key(config.cluster() + " name", secret)))
                .orElse(config.cluster());
    }

    private static TCP transport(GroupConfig config) {
        TCP tcp = new TCP();
        tcp.setBindAddress(config.host());
        tcp.setBindPort(config.address().getPort());
        tcp.setPortRange(0);
        tcp.useVirtualThreads(false);
        tcp.getThreadPool().setMinThreads(0).setMaxThreads(MOST_THREADS);
        tcp.disableDiagnostics();
        tcp.setMaxLength(MOST_MESSAGE_BYTES);
        return tcp;
    }

    private static Protocol discovery(GroupConfig config) {
        if (config.dnsName().isPresent()) {
            return new DNS_PING().setDNSQuery(config.dnsName().get());
        }
        if (config.peers().isEmpty()) {
            return new MPING().setBindAddr(config.host());
        }
        return new TCPPING().setInitialHosts(config.peers()).setPortRange(0);
    }

    private static Protocol encryption(String cluster, String secret) {
        SYM_ENCRYPT encryption = new SYM_ENCRYPT();
        encryption.symAlgorithm("AES/CBC/PKCS5Padding"); // JGroups has no parameters for GCM
        encryption.symIvLength(IV_BYTES);
        encryption.setSecretKey(new SecretKeySpec(key(cluster, secret), "AES"));
        return encryption;
    }

    private static byte[] key(String purpose, String secret) {
        byte[] salt = ("ebb " + purpose).getBytes(StandardCharsets.UTF_8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, KEY_ITERATIONS, KEY_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        }
    }
}
