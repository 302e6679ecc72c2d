package io.ebbcache.server.protocol.line;

import io.ebbcache.server.command.ReplyBuffer;
import io.ebbcache.server.command.ReplyText;
import io.ebbcache.server.command.Status;
import io.ebbcache.server.command.StoreRequest;

/** A request to store a value, from its line until its value has come. */
public interface AnnouncedValue {

    /** The longest value that a line may announce, in bytes. */
    long LONGEST_VALUE_BYTES = 2_147_483_645;

    /** What is to be stored, and how. */
    StoreRequest request();

    /** Bytes of the value as announced; may be more than an item may have. */
    int valueLength();

    /** The line lies in bytes that will be gone before its value has come: keep what of it is needed then. */
    void keep();

    /** Says how storing ended, unless the client asked for silence. */
    void answer(Status status, ReplyBuffer replies);

    /** Says what is wrong, unless the client asked for silence about that, too. */
    void refuse(ReplyText wrong, ReplyBuffer replies);
}
