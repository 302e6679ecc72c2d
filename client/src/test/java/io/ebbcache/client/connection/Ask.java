package io.ebbcache.client.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ebbcache.client.operation.Reply;
import io.ebbcache.client.operation.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Requests and their ends, as the tests want them. */
final class Ask {

    private static final long SECONDS = 10;

    private Ask() {}

    static CompletableFuture<Reply> get(NodeConnections node, String key) {
        return node.execute(Request.get(key.getBytes(ISO_8859_1)));
    }

    static String value(CompletableFuture<Reply> reply) throws Exception {
        return new String(reply.get(SECONDS, TimeUnit.SECONDS).value(), ISO_8859_1);
    }

    /** Waits for it to fail. */
    static Throwable failure(CompletableFuture<?> reply) {
        Throwable thrown = catchThrowable(() -> reply.get(SECONDS, TimeUnit.SECONDS));
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : cause;
    }
}
