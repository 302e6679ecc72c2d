package io.ebbcache.store.item;

/**
 * Where the value of a hit goes. The value is copied once, straight to the address that the sink names, and is to be
 * believed only when {@link #complete} was called; the kernel may take a page in the middle of the copy.
 */
public interface ValueSink {

    /** What {@link #begin} returns where there is no room for the value. */
    long NO_ROOM = 0;

    /**
     * An item was found. Its fields are true; its value is not there yet.
     *
     * @param item what is known of the item; valid only during this call
     * @return the address of {@code item.valueLength()} writable bytes, or {@link #NO_ROOM}
     */
    long begin(Item item);

    /** All of the value is at the address, and verified. */
    void complete();

    /** The copy is not to be believed: forget what {@link #begin} announced. {@link #begin} may be called again. */
    void cancel();
}
