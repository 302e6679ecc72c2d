package io.ebbcache.server.net;

import io.ebbcache.server.command.Listening;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * A Unix socket to listen on.
 *
 * @param path its file
 * @param mode who may connect, as the permission bits of the file: 0700 is its owner only
 */
public record UnixSocket(Path path, int mode) {

    /** memcached's mode. */
    public static final int STANDARD_MODE = 0700;

    private static final int ALL_BITS = 0777;
    private static final PosixFilePermission[] FROM_HIGHEST_BIT = PosixFilePermission.values();

    public UnixSocket {
        if ((mode & ~ALL_BITS) != 0) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
        }
    }

    /** What statistics tell of it. */
    Listening.SocketFile told() {
        return new Listening.SocketFile(path.toString(), mode);
    }

    Set<PosixFilePermission> permissions() {
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < FROM_HIGHEST_BIT.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(FROM_HIGHEST_BIT[bit]);
            }
        }
        return permissions;
    }
}
