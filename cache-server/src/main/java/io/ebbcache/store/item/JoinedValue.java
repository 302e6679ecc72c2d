package io.ebbcache.store.item;

import org.agrona.UnsafeApi;

/**
 * The value of an item that is there, and another before or behind it. The old one is copied from page to page by the checked
 * reader; if a page of it goes meanwhile, the whole is to be thrown away ({@link #isLost}).
 */
public final class JoinedValue implements ValueSource {

    private final ItemReader old;
    private ValueSource added = ValueSource.EMPTY;
    private final ValueChecksum checksum = new ValueChecksum();
    private boolean oldFirst;
    private boolean lost;

    /**
     * Joins to the items of a reader.
     *
     * @param old has the item open when this is used
     */
    public JoinedValue(ItemReader old) {
        this.old = old;
    }

    /** Joins the value of the item that is open now with another. */
    public JoinedValue wrap(ValueSource added, boolean behind) {
        this.added = added;
        this.oldFirst = behind;
        this.lost = false;
        return this;
    }

    /** Forgets the values. */
    public void clear() {
        this.added = ValueSource.EMPTY;
        this.lost = false;
    }

    /** Whether what was copied is not what was stored. */
    public boolean isLost() {
        return lost;
    }

    @Override
    public int length() {
        return old.valueLength() + added.length();
    }

    @Override
    public void copyTo(int offset, long address, int length) {
        int border = oldFirst ? old.valueLength() : added.length();
        int first = Math.max(0, Math.min(length, border - offset));
        copy(oldFirst, offset, address, first);
        copy(!oldFirst, offset + first - border, address + first, length - first);
    }

    private void copy(boolean fromOld, int offset, long address, int length) {
        if (length == 0) {
            return;
        }
        if (!fromOld) {
            added.copyTo(offset, address, length);
        } else if (!old.readValue(offset, address, length) || !isVerified(offset, address, length)) {
            lost = true;
            UnsafeApi.setMemory(address, length, (byte) 0);
        }
    }

    /** The old value comes in the order of its pieces, and is judged at its last. */
    private boolean isVerified(int offset, long address, int length) {
        if (!old.isChecked()) {
            return true;
        }
        if (offset == 0) {
            checksum.reset();
        }
        checksum.update(address, length);
        return offset + length < old.valueLength() || old.isVerifiedBy(checksum);
    }
}
