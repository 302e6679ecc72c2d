package io.ebbcache.server.hotkeys;

import org.agrona.DirectBuffer;

/**
 * A key that takes a large share of the requests.
 *
 * @param key its bytes
 * @param share of all requests of a key, 0 to 1
 * @param perSecond how often it is asked for, estimated
 */
public record HotKey(DirectBuffer key, double share, double perSecond) {}
