package io.ebbcache.server.command;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who may come in, with which password. Only digests are kept, salted anew in each process, and every check compares all of
 * them to the end: how long it takes tells nothing but the length of what the client sent.
 */
public final class Credentials {

    private static final int SALT_BYTES = 32;
    private static final int LONGEST_LINE_BYTES = 1024;

    private final byte[] salt = new byte[SALT_BYTES];
    private final List<byte[]> admitted = new CopyOnWriteArrayList<>();
    private volatile List<byte[]> digests;

    /**
     * Takes lines {@code user:password}; empty lines mean nothing, the last line may lack its end.
     *
     * @throws IllegalArgumentException if a line is none, or there is no line; the message names the line, never what is in it
     */
    public Credentials(byte[] lines) {
        new SecureRandom().nextBytes(salt);
        digests = parse(lines);
    }

    /**
     * Takes other lines instead; who has come in stays in.
     *
     * @throws IllegalArgumentException as the constructor; all stays as it was then
     */
    public void replace(byte[] lines) {
        digests = parse(lines);
    }

    /** Lets one more in, whatever the lines say. */
    public void admit(byte[] user, byte[] password) {
        admitted.add(digest(user, password));
    }

    /** Whether there is such a user with this password. */
    public boolean accept(byte[] user, byte[] password) {
        byte[] given = digest(user, password);
        boolean one = isAmong(admitted, given);
        boolean another = isAmong(digests, given);
        return one || another;
    }

    private static boolean isAmong(List<byte[]> all, byte[] given) {
        boolean found = false;
        for (byte[] known : all) {
            found |= MessageDigest.isEqual(given, known);
        }
        return found;
    }

    private List<byte[]> parse(byte[] lines) {
        List<byte[]> parsed = new ArrayList<>();
        int number = 0;
        int from = 0;
        while (from < lines.length) {
            int lineFeed = indexOf(lines, (byte) '\n', from, lines.length);
            int end = lineFeed > from && lines[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
            number++;
            if (end > from) {
                parsed.add(line(lines, from, end, number));
            }
            from = lineFeed + 1;
        }
        if (parsed.isEmpty()) {
            throw new IllegalArgumentException("there is no line user:password");
        }
        return List.copyOf(parsed);
    }

    private byte[] line(byte[] lines, int from, int end, int number) {
        int colon = indexOf(lines, (byte) ':', from, end);
        boolean nul = indexOf(lines, (byte) 0, from, end) < end;
        if (colon == from || colon == end || nul || end - from > LONGEST_LINE_BYTES) {
            throw new IllegalArgumentException("line " + number + " is not user:password");
        }
        return digest(Arrays.copyOfRange(lines, from, colon), Arrays.copyOfRange(lines, colon + 1, end));
    }

    private static int indexOf(byte[] bytes, byte wanted, int from, int end) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    private byte[] digest(byte[] user, byte[] password) {
        MessageDigest sha256 = sha256();
        sha256.update(salt);
        sha256.update(user);
        sha256.update((byte) 0); // in no user's name
        return sha256.digest(password);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
