package io.ebbcache.deploy;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * A client that comes to say something and leaves.
 *
 * @param tls how it encrypts, if it does
 * @param login what it says first, if anything; the reply to it is a line
 */
record Visitor(Optional<SSLSocketFactory> tls, String login) {

    static final Visitor PLAIN = new Visitor(Optional.empty(), "");

    /** Says something on a connection of its own, and returns all that was replied. */
    String say(int port, String requests) throws IOException {
        try (Socket socket = new Dialer(port, tls).dial(0, 0)) {
            socket.getOutputStream().write((login + requests + "quit\r\n").getBytes(StandardCharsets.US_ASCII));
            String replies = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return login.isEmpty() ? replies : replies.substring(replies.indexOf('\n') + 1);
        }
    }
}
