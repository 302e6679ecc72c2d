package io.ebbcache.server.differential;

import io.ebbcache.server.net.TestClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of two servers that are told the same. Where it closes the connection, the next burst has another one. */
final class Side implements AutoCloseable {

    /** Connects to the server. */
    interface Address {
        TestClient connect() throws IOException;
    }

    static final String CLOSED = "<closed>";

    /** No end of the replies came. */
    static final String SILENT = "<silent>";

    private final Wire wire;
    private final Address address;
    private CasNumbers numbers = new CasNumbers();
    private @Nullable TestClient client;
    private int ends;
    private String pendingEnd = "";

    Side(Wire wire, Address address) {
        this.wire = wire;
        this.address = address;
    }

    /** From now on, CAS numbers are named anew. */
    void begin() {
        numbers = new CasNumbers();
    }

    /** Sends requests; {@link #replies} is to be called next. */
    void say(Burst burst, List<String> requests) {
        StringBuilder bytes = new StringBuilder();
        requests.forEach(bytes::append);
        ends++;
        pendingEnd = wire.endReply(ends);
        try {
            for (String piece : burst.pieces(numbers.fill(bytes + wire.end(ends), wire))) {
                connected().send(piece);
            }
        } catch (IOException e) {
            // what was answered before can be read still
        }
    }

    /** The replies to what was said, named so that they can be compared. */
    List<String> replies() {
        String replies;
        try {
            replies = connected().readUntil(pendingEnd);
        } catch (SocketTimeoutException e) {
            replies = SILENT + CLOSED;
        } catch (IOException reset) {
            replies = CLOSED;
        }
        boolean closed = replies.endsWith(CLOSED);
        String rest = replies.substring(0, replies.length() - (closed ? CLOSED : pendingEnd).length());
        List<String> parts = new ArrayList<>(wire.parts(rest, numbers));
        if (closed) {
            parts.add(CLOSED);
            close();
        }
        return parts;
    }

    private TestClient connected() throws IOException {
        TestClient current = client;
        if (current == null) {
            current = address.connect();
            client = current;
        }
        return current;
    }

    @Override
    public void close() {
        TestClient old = client;
        client = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
