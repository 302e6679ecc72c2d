package io.ebbcache.server.differential;

import java.util.List;

/** What has to be known of a protocol to compare two servers that speak it. */
interface Wire {

    /** Removes all items. */
    Request flush();

    /** A request whose reply says that all before it are answered. */
    String end(int number);

    /** The reply to {@link #end}. */
    String endReply(int number);

    /** A CAS number in a request. */
    String number(long cas);

    /** The replies one by one, with what differs from server to server named alike. */
    List<String> parts(String replies, CasNumbers numbers);

    /** A request as it is shown. */
    String show(String bytes);
}
