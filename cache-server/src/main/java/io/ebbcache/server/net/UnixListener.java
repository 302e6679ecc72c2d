package io.ebbcache.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a Unix socket that is listened on. It is made in a directory of its own, which nobody else may enter, and moved to
 * its place when it has its mode: so there is no moment at which somebody may connect who must not.
 */
final class UnixListener {

    private static final Logger LOG = LoggerFactory.getLogger(UnixListener.class);

    /** The kernel's limit for the path of a socket. */
    private static final int LONGEST_PATH_BYTES = 107;

    private final Channel channel;
    private final Path path;
    private final @Nullable Object fileKey;

    private UnixListener(Channel channel, Path path, @Nullable Object fileKey) {
        this.channel = channel;
        this.path = path;
        this.fileKey = fileKey;
    }

    /**
     * Listens; a socket that a dead server has left is replaced.
     *
     * @throws IOException with a message for the operator
     */
    static UnixListener bind(ServerBootstrap bootstrap, Transport transport, UnixSocket socket) throws IOException {
        Path path = socket.path().toAbsolutePath();
        checkFree(path);
        Path directory = path.resolveSibling(".ebb-" + ProcessHandle.current().pid());
        Path unfinished = directory.resolve("s");
        if (unfinished.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH_BYTES) {
            throw new IOException("cannot listen on " + path + ": the path is too long for a socket");
        }
        Channel bound = null;
        try {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(directory);
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var binding = bootstrap.bind(transport.unixAddress(unfinished)).awaitUninterruptibly();
            if (!binding.isSuccess()) {
                throw new IOException(binding.cause().getMessage(), binding.cause());
            }
            bound = binding.channel();
            Files.setPosixFilePermissions(unfinished, socket.permissions());
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            return new UnixListener(bound, path, attributes(path).fileKey());
        } catch (IOException e) {
            if (bound != null) {
                bound.close().awaitUninterruptibly();
            }
            throw new IOException("cannot listen on " + path + ": " + reason(e), e);
        } finally {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(directory);
        }
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such directory" : String.valueOf(e.getMessage());
    }

    private static void checkFree(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!attributes(path).isOther()) {
            throw new IOException("cannot listen on " + path + ": there is a file that is no socket");
        }
        try (SocketChannel somebody = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException("cannot listen on " + path + ": another server listens there, " + somebody);
        } catch (java.net.ConnectException nobody) {
            LOG.info("replacing {}, on which nobody listens", path);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    Channel channel() {
        return channel;
    }

    /** Removes the file, if it is still this listener's. */
    void removeFile() {
        try {
            if (Objects.equals(attributes(path).fileKey(), fileKey)) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is gone already", path);
        } catch (IOException e) {
            LOG.warn("cannot remove {}: {}", path, e.toString());
        }
    }
}
