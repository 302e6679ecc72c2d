package io.ebbcache.store.item;

import io.ebbcache.region.page.PageSource;

/** Where a value to be stored comes from. It stays as it is until the operation that was given it has returned. */
public interface ValueSource extends PageSource {

    /** The length of the value in bytes. */
    int length();
}
