package io.ebbcache.server.cluster.membership;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what one node sends to others so that only who knows the secret can read it or could have sent it (AES-256-GCM):
 *
 * <pre>
 *   mark (2) | session (16) | date (8) | number (8) | encrypted | tag (16)
 * </pre>
 *
 * <p>A session is one life of a node: random, and from it and the secret comes a key of its own, so that numbers never meet again under one key. A message
 * is taken once, by its number. To a node that has just started old messages would be new: of a session that it does not know it takes none whose date is
 * far from its own. Safe for threads.
 */
final class Seal {

    /** How much longer a message gets. */
    static final int OVERHEAD = 2 + 16 + 8 + 8 + 16;

    private static final Logger LOG = LoggerFactory.getLogger(Seal.class);

    /** Where JGroups has its version; there is none like it. */
    private static final short MARK = 0x4562;

    private static final int HEADER_BYTES = 2 + 16 + 8 + 8;
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;

    private static final long MOST_APART_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int MOST_SENDERS = 4096;
    private static final long LOG_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String cluster;
    private final byte[] master;
    private final LongSupplier millis;
    private final UUID session;
    private final SecretKey key;
    private final AtomicLong lastNumber = new AtomicLong();
    private final Map<UUID, Sender> senders = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Sender> eldest) {
            return size() > MOST_SENDERS;
        }
    };
    private final LongAdder foreign = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final AtomicLong loggedNanos = new AtomicLong(System.nanoTime() - LOG_NANOS);

    /** Whose messages were there. */
    private record Sender(SecretKey key, ReplayWindow window) {}

    /**
     * @param cluster nodes of another do not understand each other, whatever their secret
     * @param millis the date, since 1970
     */
    Seal(String cluster, String secret, LongSupplier millis) {
        this.cluster = cluster;
        this.master = KeyDerivation.key("ebb cluster " + cluster, secret);
        this.millis = millis;
        SecureRandom random = new SecureRandom();
        this.session = new UUID(random.nextLong(), random.nextLong());
        this.key = keyOf(session);
    }

    /** Messages that were dropped as nobody has sent them who knows the secret. */
    long foreign() {
        return foreign.sum();
    }

    /** Messages that were dropped as they had been there before, or are too old to tell. */
    long repeated() {
        return repeated.sum();
    }

    byte[] seal(byte[] buffer, int offset, int length) {
        long number = lastNumber.incrementAndGet();
        ByteBuffer sealed = ByteBuffer.allocate(length + OVERHEAD);
        sealed.putShort(MARK);
        sealed.putLong(session.getMostSignificantBits()).putLong(session.getLeastSignificantBits());
        sealed.putLong(millis.getAsLong()).putLong(number);
        byte[] bytes = sealed.array();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, number);
            cipher.updateAAD(bytes, 0, HEADER_BYTES);
            cipher.doFinal(buffer, offset, length, bytes, HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
        return bytes;
    }

    /**
     * What was sealed.
     *
     * @param from who seems to have sent it, for the log
     * @return null if it is to be dropped
     */
    byte @Nullable [] open(byte[] buffer, int offset, int length, Object from) {
        if (length < OVERHEAD) {
            return refuse(from);
        }
        ByteBuffer header = ByteBuffer.wrap(buffer, offset, HEADER_BYTES);
        if (header.getShort() != MARK) {
            return refuse(from);
        }
        UUID its = new UUID(header.getLong(), header.getLong());
        long date = header.getLong();
        long number = header.getLong();
        if (its.equals(session)) {
            return null; // thrown back, as multicasts are
        }
        Sender sender = known(its);
        SecretKey itsKey = sender == null ? keyOf(its) : sender.key();
        byte[] opened;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, itsKey, number);
            cipher.updateAAD(buffer, offset, HEADER_BYTES);
            opened = cipher.doFinal(buffer, offset + HEADER_BYTES, length - HEADER_BYTES);
        } catch (AEADBadTagException e) {
            return refuse(from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
        if (sender == null) {
            if (Math.abs(date - millis.getAsLong()) > MOST_APART_MILLIS) {
                return outdated(from, date);
            }
            sender = met(its, itsKey);
        }
        if (!sender.window().take(number)) {
            repeated.increment();
            return null;
        }
        return opened;
    }

    private @Nullable Sender known(UUID its) {
        synchronized (senders) {
            return senders.get(its);
        }
    }

    private Sender met(UUID its, SecretKey itsKey) {
        synchronized (senders) {
            return senders.computeIfAbsent(its, id -> new Sender(itsKey, new ReplayWindow()));
        }
    }

    private byte @Nullable [] refuse(Object from) {
        foreign.increment();
        if (mayLog()) {
            LOG.warn(
                    "cluster {}: {} messages were dropped, the last from {}: who has sent them has another secret or none",
                    cluster,
                    foreign(),
                    from);
        }
        return null;
    }

    private byte @Nullable [] outdated(Object from, long date) {
        repeated.increment();
        if (mayLog()) {
            LOG.warn(
                    "cluster {}: a message from {} was dropped: it is {} s away from this node's time",
                    cluster,
                    from,
                    TimeUnit.MILLISECONDS.toSeconds(Math.abs(date - millis.getAsLong())));
        }
        return null;
    }

    private boolean mayLog() {
        long now = System.nanoTime();
        long last = loggedNanos.get();
        return now - last >= LOG_NANOS && loggedNanos.compareAndSet(last, now);
    }

    // ---- keys ----

    private Cipher cipher(int mode, SecretKey with, long number) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce =
                ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(number).array();
        cipher.init(mode, with, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(cluster.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey keyOf(UUID its) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            mac.update("ebb session".getBytes(StandardCharsets.UTF_8));
            ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
            id.putLong(its.getMostSignificantBits()).putLong(its.getLeastSignificantBits());
            return new SecretKeySpec(mac.doFinal(id.array()), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
