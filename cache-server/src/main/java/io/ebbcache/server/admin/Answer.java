package io.ebbcache.server.admin;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** What is answered. */
final class Answer {

    private final HttpResponseStatus status;
    private final String contentType;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param contentType as HTTP names it
     * @param body which is not copied
     */
    Answer(HttpResponseStatus status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    /** One line. */
    static Answer line(HttpResponseStatus status, String text) {
        return new Answer(
                status,
                HttpHeaderValues.TEXT_PLAIN + "; charset=utf-8",
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    HttpResponseStatus status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }
}
