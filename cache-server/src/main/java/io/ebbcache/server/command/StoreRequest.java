package io.ebbcache.server.command;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a client wants to store, but for the value: a flyweight that one connection uses again for each request. The key
 * stays where it lies, in the received bytes or, while the value is still on its way, in a copy that the decoder keeps.
 */
public final class StoreRequest {

    private StoreVerb verb = StoreVerb.SET;
    private DirectBuffer keyBuffer = EmptyBuffer.INSTANCE;
    private int keyOffset;
    private int keyLength;
    private int flags;
    private long exptime;
    private long cas;
    private int valueLength;
    private boolean keyKept;

    /** Begins a new request: no key, flags 0, no expiry, no CAS number. */
    public StoreRequest begin(StoreVerb verb, int valueLength) {
        this.verb = verb;
        this.valueLength = valueLength;
        this.flags = 0;
        this.exptime = 0;
        this.cas = 0;
        return this;
    }

    /** Where the key lies. */
    public StoreRequest key(DirectBuffer buffer, int offset, int length) {
        this.keyBuffer = buffer;
        this.keyOffset = offset;
        this.keyLength = length;
        this.keyKept = false;
        return this;
    }

    /** Makes the key independent of where it lies now, for a value that is not there yet. */
    public void keepKey() {
        if (!keyKept) {
            byte[] copy = new byte[keyLength];
            keyBuffer.getBytes(keyOffset, copy);
            key(new UnsafeBuffer(copy), 0, keyLength);
            keyKept = true;
        }
    }

    /** Flags, the expiry as the client gave it, and the CAS number that the item must have (0: none). */
    public StoreRequest fields(int flags, long exptime, long cas) {
        this.flags = flags;
        this.exptime = exptime;
        this.cas = cas;
        return this;
    }

    public StoreVerb verb() {
        return verb;
    }

    public DirectBuffer keyBuffer() {
        return keyBuffer;
    }

    public int keyOffset() {
        return keyOffset;
    }

    public int keyLength() {
        return keyLength;
    }

    public int valueLength() {
        return valueLength;
    }

    int flags() {
        return flags;
    }

    long exptime() {
        return exptime;
    }

    long cas() {
        return cas;
    }
}
