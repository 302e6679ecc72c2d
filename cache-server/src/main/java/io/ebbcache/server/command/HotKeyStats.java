package io.ebbcache.server.command;

import io.ebbcache.server.hotkeys.HotKey;
import io.ebbcache.server.hotkeys.HotKeyReport;
import io.ebbcache.server.hotkeys.HotKeys;
import java.util.Locale;

/**
 * The keys that are asked for most, as statistics: {@code hotkey:} and the key as URLs have it, its share and how often it is asked for, such as
 * {@code 12.50%,4000/s}. One word each, for clients that take lines apart at blanks, and short: keys at their longest fill the room there is.
 */
record HotKeyStats(HotKeyReport report) {

    void tell(StatsSink target) {
        target.stat("hotkeys_seconds", Math.round(report.seconds()));
        target.stat("hotkeys_samples", report.samples());
        target.stat("hotkeys_sampled_one_in", HotKeys.ONE_IN);
        target.stat("hotkeys_requests_per_second", Math.round(report.requestsPerSecond()));
        for (HotKey key : report.keys()) {
            String often = String.format(Locale.ROOT, "%.2f%%,%d/s", 100 * key.share(), Math.round(key.perSecond()));
            target.stat("hotkey:" + UriKey.text(key.key()), often);
        }
    }
}
