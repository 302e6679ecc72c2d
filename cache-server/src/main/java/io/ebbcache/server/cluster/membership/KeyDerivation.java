package io.ebbcache.server.cluster.membership;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Keys that follow from a secret that people have chosen; whoever guesses it is to take long for each try (PBKDF2, RFC 8018). */
public final class KeyDerivation {

    private static final int ITERATIONS = 200_000;
    private static final int BITS = 256;

    private KeyDerivation() {}

    /** The key for a purpose, 32 bytes: of two purposes neither tells anything of the other. */
    public static byte[] key(String purpose, String secret) {
        byte[] salt = purpose.getBytes(StandardCharsets.UTF_8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(secret.toCharArray(), salt, ITERATIONS, BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        }
    }
}
