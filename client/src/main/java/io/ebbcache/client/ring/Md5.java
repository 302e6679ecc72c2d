package io.ebbcache.client.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** MD5 as four numbers of 32 bits, each little-endian. One for each thread. */
final class Md5 {

    private static final int BYTES = 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final ThreadLocal<Md5> OF_THREAD = ThreadLocal.withInitial(Md5::new);

    private final MessageDigest digest;
    private final byte[] bytes = new byte[BYTES];

    private Md5() {
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** The hash of a key as libmemcached takes it: the first of the four. */
    static int hash(byte[] key) {
        return of(key).word(0);
    }

    /** What the calling thread has of these bytes until it asks again. */
    static Md5 of(byte[] input) {
        return of(input, input.length);
    }

    /** What the calling thread has of the first of these bytes until it asks again. */
    static Md5 of(byte[] input, int length) {
        Md5 md5 = OF_THREAD.get();
        md5.digest.update(input, 0, length);
        try {
            md5.digest.digest(md5.bytes, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("MD5 has 16 bytes", e);
        }
        return md5;
    }

    /** One of the four. */
    int word(int index) {
        return (int) INT.get(bytes, index * Integer.BYTES);
    }
}
