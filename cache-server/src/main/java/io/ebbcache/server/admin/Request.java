package io.ebbcache.server.admin;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
final class Request {

    private final QueryStringDecoder uri;
    private final @Nullable String accept;

    Request(String uri, @Nullable String accept) {
        this.uri = new QueryStringDecoder(uri);
        this.accept = accept;
    }

    static Request of(FullHttpRequest request) {
        return new Request(request.uri(), request.headers().get(HttpHeaderNames.ACCEPT));
    }

    /** The path as it was sent. */
    String path() {
        return uri.rawPath();
    }

    /** The kinds of content that the client takes; null for any. */
    @Nullable
    String accept() {
        return accept;
    }

    /**
     * What stands behind the question mark; null if it does not.
     *
     * @throws IllegalArgumentException if that cannot be decoded
     */
    @Nullable
    String parameter(String name) {
        List<String> values = uri.parameters().get(name);
        return values == null ? null : values.get(0);
    }
}
