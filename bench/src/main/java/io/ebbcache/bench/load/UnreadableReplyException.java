package io.ebbcache.bench.load;

import java.io.IOException;

/** The server said something that no reply begins with, so nothing after it can be understood. */
final class UnreadableReplyException extends IOException {
    UnreadableReplyException(String what) {
        super("the server's reply makes no sense: " + what);
    }
}
