package io.ebbcache.server.hotkeys;

import java.util.List;

/**
 * The keys that were asked for most, lately.
 *
 * @param seconds the time that this is about
 * @param samples requests that were counted in it
 * @param keys those with the largest shares, the largest first
 */
public record HotKeyReport(double seconds, long samples, List<HotKey> keys) {

    /** All requests of a key, estimated. */
    public double requestsPerSecond() {
        return samples * HotKeys.ONE_IN / seconds;
    }
}
