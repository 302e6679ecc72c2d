package io.ebbcache.store.pressure;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A small text file in which the kernel shows numbers, kept open and read again from its beginning: two system calls.
 * Such files fit in one read. Where the file is not there or cannot be read, every number of it is unknown.
 *
 * <p>Not a {@code FileChannel}, which an interrupted reader would close.
 */
final class KernelFile implements AutoCloseable {
    /** What is not there, cannot be read or is no number. */
    static final long UNKNOWN = -1;

    private static final int LARGEST_BYTES = 8192;

    private final @Nullable RandomAccessFile file;
    private final byte[] text = new byte[LARGEST_BYTES];
    private int length;

    private KernelFile(@Nullable RandomAccessFile file) {
        this.file = file;
    }

    static KernelFile open(Path path) {
        try {
            return new KernelFile(new RandomAccessFile(path.toFile(), "r")).readAgain();
        } catch (FileNotFoundException e) {
            return new KernelFile(null);
        }
    }

    boolean isReadable() {
        return length > 0;
    }

    /** Takes the content anew. */
    KernelFile readAgain() {
        length = 0;
        if (file != null) {
            try {
                file.seek(0);
                length = Math.max(0, file.read(text));
            } catch (IOException e) {
                length = 0; // a group that was removed meanwhile
            }
        }
        return this;
    }

    /** The number at the head of the file; {@code max} counts as the largest there is. */
    long number() {
        if (length >= 3 && text[0] == 'm' && text[1] == 'a' && text[2] == 'x') {
            return Long.MAX_VALUE;
        }
        return numberAt(0);
    }

    /** The number in the line that begins with this name, in bytes where the line says kB. */
    long field(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.US_ASCII);
        for (int line = 0; line < length; line = nextLine(line)) {
            int end = line + wanted.length;
            if (end < length && (text[end] == ' ' || text[end] == ':') && startsWith(line, wanted)) {
                return numberAt(end + 1);
            }
        }
        return UNKNOWN;
    }

    /** The number right behind the first place where this stands. */
    long numberAfter(String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at + wanted.length < length; at++) {
            if (startsWith(at, wanted)) {
                return numberAt(at + wanted.length);
            }
        }
        return UNKNOWN;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                length = 0; // it was only read
            }
        }
    }

    private long numberAt(int start) {
        int at = start;
        while (at < length && (text[at] == ' ' || text[at] == '\t')) {
            at++;
        }
        if (at == length || !isDigit(text[at])) {
            return UNKNOWN;
        }
        long number = 0;
        for (; at < length && isDigit(text[at]); at++) {
            int digit = text[at] - '0';
            if (number > (Long.MAX_VALUE - digit) / 10) {
                return Long.MAX_VALUE;
            }
            number = number * 10 + digit;
        }
        boolean kilobytes = at + 2 < length && text[at] == ' ' && text[at + 1] == 'k' && text[at + 2] == 'B';
        return kilobytes ? number * 1024 : number;
    }

    private int nextLine(int line) {
        int at = line;
        while (at < length && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private boolean startsWith(int line, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (text[line + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }
}
