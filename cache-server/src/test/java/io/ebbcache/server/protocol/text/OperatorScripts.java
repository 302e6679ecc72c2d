package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;

import java.util.List;

/** The commands of operators: groups of statistics, and what tunes memcached. */
final class OperatorScripts {

    private static final String USAGE = "CLIENT_ERROR usage: stats detail on|off|dump";
    private static final String BAD_CLASS = "BADCLASS invalid class id";

    private OperatorScripts() {}

    static List<Script> all() {
        return List.of(
                script("stats sizes").send("stats sizes").expect("STAT sizes_status disabled", "END"),
                script("stats items of nothing")
                        .send("stats items")
                        .expect("END")
                        .notOlder(),
                script("stats detail")
                        .send("stats detail on", "stats detail off", "stats detail dump")
                        .expect("OK", "OK", "END"),
                script("stats detail that makes no sense")
                        .send("stats detail", "stats detail x", "stats detail On")
                        .expect(USAGE, USAGE, USAGE),
                script("stats of groups that are not there")
                        .send("stats item", "stats settingsx", "stats noreply", "stats malloc", "stats \t")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR", "ERROR"),
                script("slabs without its words")
                        .send("slabs", "slabs reassign", "slabs reassign 1", "slabs automove", "slabs x y", "slabs x")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "ERROR"),
                script("slabs reassign")
                        .send("slabs reassign 1 2", "slabs reassign 1 1", "slabs reassign a b", "slabs reassign 1 b")
                        .expect(
                                "NOSPARE source class has no spare pages",
                                "SAME src and dst class are identical",
                                BAD_LINE,
                                BAD_LINE),
                script("slabs reassign of no class")
                        .send("slabs reassign 1000 1", "slabs reassign 1 -5", "slabs reassign 1 2 3")
                        .expect(
                                "BADCLASS invalid src or dst class id",
                                "BADCLASS invalid src or dst class id",
                                "ERROR"),
                script("slabs automove")
                        .send("slabs automove 0", "slabs automove 2", "slabs automove 1", "slabs automove 3")
                        .expect("OK", "OK", "OK", "ERROR"),
                script("slabs automove of what is no number")
                        .send("slabs automove x", "slabs automove ratio", "slabs automove ratio x")
                        .expect(BAD_LINE, "ERROR", "ERROR"),
                script("slabs automove ratio").send("slabs automove ratio 0.8").expect("OK"),
                script("slabs automove, silently")
                        .send("slabs automove 1 noreply", "get a")
                        .expect("END"),
                script("lru without its words")
                        .send("lru", "lru mode", "lru tune", "lru tune 1 2 0.3", "lru temp_ttl", "lru x", "lru x y")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "ERROR"),
                script("lru mode")
                        .send("lru mode flat", "lru mode segmented", "lru mode x")
                        .expect("OK", "OK", "ERROR"),
                script("lru tune")
                        .send("lru tune 10 25 0.1 2.0", "lru tune a 1 1 1", "lru tune 1 1 x 1", "lru tune 60 60 0.1 2")
                        .expect("OK", "ERROR", "ERROR", "ERROR hot and warm pcts must not exceed 80"),
                script("lru tune by nothing")
                        .send("lru tune 10 25 0 2.0", "lru tune 20 40 0.2 2.0")
                        .expect("ERROR hot/warm age factors must be greater than 0", "OK"),
                script("lru temp_ttl")
                        .send("lru temp_ttl 10", "lru temp_ttl x", "lru temp_ttl -1")
                        .expect("OK", "ERROR", "OK"),
                script("lru_crawler without its words")
                        .send("lru_crawler", "lru_crawler sleep", "lru_crawler tocrawl", "lru_crawler crawl")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR"),
                script("lru_crawler with other words")
                        .send("lru_crawler x", "lru_crawler x y", "lru_crawler enable x", "lru_crawler crawl 1 1")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR"),
                script("lru_crawler sleep")
                        .send("lru_crawler sleep 100", "lru_crawler sleep 1000001", "lru_crawler sleep x")
                        .expect("OK", "CLIENT_ERROR sleep must be one second or less", BAD_LINE),
                script("lru_crawler tocrawl")
                        .send("lru_crawler tocrawl 0", "lru_crawler tocrawl x", "lru_crawler tocrawl -1")
                        .expect("OK", BAD_LINE, BAD_LINE),
                script("lru_crawler crawl")
                        .send("lru_crawler crawl all", "lru_crawler crawl 1,2")
                        .expect("OK", "OK")
                        .notOlder(),
                script("lru_crawler crawl of no class")
                        .send("lru_crawler crawl x", "lru_crawler crawl 999", "lru_crawler crawl ,")
                        .expect(BAD_CLASS, BAD_CLASS, BAD_CLASS)
                        .notOlder(),
                script("lru_crawler enable and disable")
                        .send("lru_crawler enable", "lru_crawler disable", "lru_crawler disable")
                        .send("lru_crawler crawl all", "lru_crawler enable")
                        .expect("ERROR failed to start lru crawler thread", "OK", "OK")
                        .expect("CLIENT_ERROR lru crawler disabled", "OK")
                        .notOlder());
    }
}
