package io.ebbcache.server.admin;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** What is answered. */
final class Answer {

    private final HttpResponseStatus status;
    private final HttpHeaders headers = new DefaultHttpHeaders();
    private final byte[] body;

    /**
     * An answer.
     *
     * @param contentType as HTTP names it
     * @param body which is not copied
     */
    Answer(HttpResponseStatus status, String contentType, byte[] body) {
        this.status = status;
        this.body = body;
        headers.set(HttpHeaderNames.CONTENT_TYPE, contentType);
    }

    /** One line. */
    static Answer line(HttpResponseStatus status, String text) {
        return new Answer(
                status,
                HttpHeaderValues.TEXT_PLAIN + "; charset=utf-8",
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The same with one header more; before it is given away. */
    Answer with(CharSequence header, String value) {
        headers.set(header, value);
        return this;
    }

    HttpResponseStatus status() {
        return status;
    }

    /** Those that are this answer's own. */
    HttpHeaders headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }
}
