package io.ebbcache.bench.faults;

import io.ebbcache.bench.load.ValueContent;
import java.util.Arrays;
import java.util.Locale;
import org.agrona.concurrent.UnsafeBuffer;

/** Keys as they are sent, and values that prove their key and version. */
final class Values {
    private final int length;

    /** @param length of each value in bytes */
    Values(int length) {
        this.length = length;
    }

    static String key(int key) {
        return String.format(Locale.ROOT, "faults:%06d", key);
    }

    byte[] value(int key, long version) {
        byte[] value = new byte[length];
        ValueContent.write(new UnsafeBuffer(value), 0, length, key, version);
        return value;
    }

    /** The version of a value; 0 if it is no value of this key. */
    long version(int key, byte[] value) {
        if (value.length != length) {
            return 0;
        }
        long version = ValueContent.version(key, new UnsafeBuffer(value).getLong(0));
        return version > 0 && Arrays.equals(value, value(key, version)) ? version : 0;
    }
}
