package io.ebbcache.server.command;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

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
    private @Nullable RequestTerms terms;
    private boolean forgetful;

    /** Begins a new request: no key, flags 0, no expiry, no CAS number. */
    public StoreRequest begin(StoreVerb verb, int valueLength) {
        this.verb = verb;
        this.valueLength = valueLength;
        this.flags = 0;
        this.exptime = 0;
        this.cas = 0;
        this.terms = null;
        this.forgetful = verb == StoreVerb.SET;
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

    /** The CAS numbers and whatever else is asked for, instead of the CAS number among the {@link #fields}. */
    public StoreRequest terms(RequestTerms asked) {
        this.terms = asked;
        return this;
    }

    /** If the value is refused, no item is left behind, whatever the verb; without this, that is so for {@code SET} alone. */
    public StoreRequest forgetful() {
        this.forgetful = true;
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

    public int flags() {
        return flags;
    }

    public long exptime() {
        return exptime;
    }

    public long cas() {
        return cas;
    }

    public @Nullable RequestTerms terms() {
        return terms;
    }

    boolean isForgetful() {
        return forgetful;
    }
}
