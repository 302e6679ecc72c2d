package io.ebbcache.server.launch;

import io.ebbcache.server.command.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file of users and passwords, read at the start and once more on each SIGHUP. What is in it is never told. */
final class AuthFile {
    private static final Logger LOG = LoggerFactory.getLogger(AuthFile.class);
    private static final long LARGEST_BYTES = ByteSize.MIB;

    private final Path file;
    private final Credentials credentials;

    /** @throws StartException if the file cannot be read, or is none of users and passwords */
    AuthFile(Path file) {
        this.file = file;
        try {
            credentials = new Credentials(read());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(problem(e), e);
        }
    }

    Credentials credentials() {
        return credentials;
    }

    /** Takes what is in the file now; if that cannot be taken, all stays as it was. */
    void reload() {
        try {
            credentials.replace(read());
            LOG.info("users and passwords are those of {} now", file);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("users and passwords stay as they were: {}", problem(e));
        }
    }

    private byte[] read() throws IOException {
        if (Files.size(file) > LARGEST_BYTES) {
            throw new IllegalArgumentException("larger than " + new ByteSize(LARGEST_BYTES));
        }
        return Files.readAllBytes(file);
    }

    private String problem(Exception cause) {
        String why = cause instanceof NoSuchFileException ? "there is no such file" : cause.getMessage();
        return "authentication file " + file + ": " + why;
    }
}
