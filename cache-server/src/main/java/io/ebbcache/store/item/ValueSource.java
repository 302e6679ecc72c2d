package io.ebbcache.store.item;

import io.ebbcache.region.page.PageSource;

/** Where a value to be stored comes from. It stays as it is until the operation that was given it has returned. */
public interface ValueSource extends PageSource {

    /** The value of no bytes. */
    ValueSource EMPTY = new ValueSource() {
        @Override
        public int length() {
            return 0;
        }

        @Override
        public void copyTo(int offset, long address, int length) {
            // there is nothing to copy
        }
    };

    /** The length of the value in bytes. */
    int length();
}
