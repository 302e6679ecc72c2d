package io.ebbcache.server.command;

/** How a protocol puts a hit into its reply. The value is copied once, straight to the address that it names. */
public interface ItemReply {

    /** What {@link #begin} returns where there is no room for the value. */
    long NO_ROOM = 0;

    /**
     * An item was found: write what stands before its value.
     *
     * @param flags the client's 32 opaque bits
     * @param cas the number of this version of the item
     * @param valueLength length of the value in bytes
     * @return the address of {@code valueLength} writable bytes, or {@link #NO_ROOM}
     */
    long begin(int flags, long cas, int valueLength);

    /** The value is at the address, and true: write what stands behind it. */
    void complete();

    /** The value is lost: take back all that {@link #begin} wrote. */
    void cancel();
}
