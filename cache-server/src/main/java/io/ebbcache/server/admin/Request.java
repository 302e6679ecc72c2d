package io.ebbcache.server.admin;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked for. */
final class Request {

    private static final Pattern LOCAL_NAME =
            Pattern.compile("(?:localhost|[0-9.]+|\\[[0-9a-f:.]+])(?::[0-9]+)?", Pattern.CASE_INSENSITIVE);

    private final QueryStringDecoder uri;
    private final @Nullable String accept;
    private final @Nullable String host;

    Request(String uri, @Nullable String accept, @Nullable String host) {
        this.uri = new QueryStringDecoder(uri);
        this.accept = accept;
        this.host = host;
    }

    static Request of(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        return new Request(request.uri(), headers.get(HttpHeaderNames.ACCEPT), headers.get(HttpHeaderNames.HOST));
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

    /** Whether the client has called this machine {@code localhost}, by an address, or nothing. */
    boolean isToLocalhost() {
        return host == null || LOCAL_NAME.matcher(host).matches();
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
