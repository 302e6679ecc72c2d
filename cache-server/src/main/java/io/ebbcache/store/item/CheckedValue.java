package io.ebbcache.store.item;

import io.ebbcache.region.page.PageSource;
import org.agrona.UnsafeApi;

/**
 * A value with its checksum behind it, which is made of what was copied while it is copied: pieces come in their order, and from
 * the first again where a page was lost. What the kernel takes in between makes a wrong checksum of a value that is lost anyway.
 */
final class CheckedValue implements PageSource {

    private final ValueChecksum checksum = new ValueChecksum();
    private ValueSource value = ValueSource.EMPTY;

    CheckedValue wrap(ValueSource source) {
        value = source;
        return this;
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        if (offset == 0) {
            checksum.reset();
        }
        int ofValue = Math.max(0, Math.min(length, value.length() - offset));
        if (ofValue > 0) {
            value.copyTo(offset, address, ofValue);
            checksum.update(address, ofValue);
        }
        for (int i = ofValue; i < length; i++) {
            int shift = (offset + i - value.length()) * Byte.SIZE;
            UnsafeApi.putByte(address + i, (byte) (checksum.value() >>> shift));
        }
    }
}
