package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_DELTA;
import static io.ebbcache.server.protocol.text.Scripts.BAD_EXPTIME;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;
import static io.ebbcache.server.protocol.text.Scripts.NON_NUMERIC;

import java.util.List;

/** The commands that are one line. */
final class LineScripts {

    private static final String OLDER_DELETE = BAD_LINE + ".  Usage: delete <key> [noreply]";

    private LineScripts() {}

    static List<Script> all() {
        return List.of(
                script("delete")
                        .send("delete a", "set a 0 0 1", "x", "delete a", "get a", "delete a")
                        .expect("NOT_FOUND", "STORED", "DELETED", "END", "NOT_FOUND"),
                script("delete takes a number, as old clients send it")
                        .send("set a 0 0 1", "x", "delete a 0", "set a 0 0 1", "x", "delete a 0 noreply", "get a")
                        .expect("STORED", "DELETED", "STORED", "END"),
                script("delete with any number")
                        .send("set a 0 0 1", "x", "delete a 30", "get a")
                        .expect("STORED", "DELETED", "END")
                        .older("STORED", OLDER_DELETE, "VALUE a 0 1", "x", "END"),
                script("delete with more than a number")
                        .send("set a 0 0 1", "x", "delete a x", "delete a 0 0", "delete a noreply 0", "get a")
                        .expect("STORED", BAD_LINE, BAD_LINE, BAD_LINE, "VALUE a 0 1", "x", "END")
                        .older("STORED", OLDER_DELETE, OLDER_DELETE, OLDER_DELETE, "VALUE a 0 1", "x", "END"),
                script("delete, silently")
                        .send("set a 0 0 1", "x", "delete b noreply", "delete a noreply", "delete a x noreply", "get a")
                        .expect("STORED", "END"),
                script("delete without a key, or with one too long")
                        .send("delete", "delete " + KEY_OF_251, "delete " + KEY_OF_251 + " noreply")
                        .expect(BAD_LINE, BAD_LINE)
                        .older("ERROR", BAD_LINE),
                script("incr and decr")
                        .send("set a 3 0 2", "10", "incr a 5", "decr a 6", "decr a 100", "get a")
                        .expect("STORED", "15", "9", "0", "VALUE a 3 2", "0 ", "END"),
                script("incr grows the value, decr keeps its length")
                        .send("set a 0 0 1", "9", "incr a 1", "get a", "decr a 1", "get a", "incr a 1", "get a")
                        .expect("STORED", "10", "VALUE a 0 2", "10", "END", "9", "VALUE a 0 2", "9 ", "END")
                        .expect("10", "VALUE a 0 2", "10", "END"),
                script("incr wraps at 2^64")
                        .send(
                                "set a 0 0 20",
                                "18446744073709551615",
                                "incr a 1",
                                "get a",
                                "incr a 18446744073709551615")
                        .expect("STORED", "0", "VALUE a 0 20", "0                   ", "END", "18446744073709551615")
                        .notOlder(),
                script("incr and decr of nothing").send("incr a 1", "decr a 1").expect("NOT_FOUND", "NOT_FOUND"),
                script("incr of what is no number")
                        .send(
                                "set a 0 0 3",
                                "1x2",
                                "incr a 1",
                                "set a 0 0 0",
                                "",
                                "decr a 1",
                                "set a 0 0 2",
                                "-5",
                                "incr a 1")
                        .expect("STORED", NON_NUMERIC, "STORED", NON_NUMERIC, "STORED", NON_NUMERIC),
                script("incr of a number and words")
                        .send("set a 0 0 6", "12 abc", "incr a 1")
                        .expect("STORED", "13"),
                script("incr of a number and what lies behind a NUL")
                        .send("set a 0 0 4", "12\0x", "incr a 1", "set a 0 0 3", "\00012", "incr a 1")
                        .expect("STORED", "13", "STORED", NON_NUMERIC),
                script("incr by what is no number")
                        .send(
                                "set a 0 0 1",
                                "1",
                                "incr a x",
                                "incr a -1",
                                "decr a 18446744073709551616",
                                "incr a 1x",
                                "get a")
                        .expect("STORED", BAD_DELTA, BAD_DELTA, BAD_DELTA, BAD_DELTA, "VALUE a 0 1", "1", "END"),
                script("incr with too few words")
                        .send("incr", "incr a", "decr", "decr a", "incr noreply")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE)
                        .older("ERROR", "ERROR", "ERROR", "ERROR", "ERROR"),
                script("incr of a key too long")
                        .send("incr " + KEY_OF_251 + " 1")
                        .expect(BAD_LINE),
                script("incr, silently")
                        .send("set a 0 0 1", "1", "incr a 1 noreply", "incr a noreply", "incr b 1 noreply", "get a")
                        .expect("STORED", "VALUE a 0 1", "2", "END"),
                script("touch")
                        .send(
                                "touch a 1",
                                "set a 0 0 1",
                                "x",
                                "touch a 100",
                                "get a",
                                "touch a -1",
                                "get a",
                                "touch a 0")
                        .expect(
                                "NOT_FOUND",
                                "STORED",
                                "TOUCHED",
                                "VALUE a 0 1",
                                "x",
                                "END",
                                "TOUCHED",
                                "END",
                                "NOT_FOUND"),
                script("touch that makes no sense")
                        .send("touch", "touch a", "touch a x", "touch " + KEY_OF_251 + " 1", "touch a x noreply")
                        .expect(BAD_LINE, BAD_LINE, BAD_EXPTIME, BAD_LINE)
                        .older("ERROR", "ERROR", BAD_EXPTIME, BAD_LINE),
                script("touch, silently")
                        .send("set a 0 0 1", "x", "touch b 1 noreply", "touch a -1 noreply", "get a")
                        .expect("STORED", "END"),
                script("flush_all")
                        .send("set a 0 0 1", "x", "flush_all", "get a", "set a 0 0 1", "y", "get a")
                        .expect("STORED", "OK", "END", "STORED", "VALUE a 0 1", "y", "END"),
                script("flush_all with 0, and with what is over")
                        .send("set a 0 0 1", "x", "flush_all 0", "get a", "set a 0 0 1", "y", "flush_all -1", "get a")
                        .expect("STORED", "OK", "END", "STORED", "OK", "END"),
                script("flush_all, silently")
                        .send(
                                "set a 0 0 1",
                                "x",
                                "flush_all noreply",
                                "get a",
                                "set a 0 0 1",
                                "y",
                                "flush_all 0 noreply",
                                "get a")
                        .expect("STORED", "END", "STORED", "END"),
                script("flush_all later spares what is there now")
                        .send("set a 0 0 1", "x", "flush_all 100", "get a", "flush_all")
                        .expect("STORED", "OK", "VALUE a 0 1", "x", "END", "OK"),
                script("flush_all at what is no time")
                        .send("flush_all x", "flush_all 99999999999", "flush_all x noreply", "get a")
                        .expect(BAD_EXPTIME, BAD_EXPTIME, "END")
                        .notOlder(),
                script("verbosity")
                        .send("verbosity 0", "verbosity 1", "verbosity 0 0")
                        .expect("OK", "OK", "OK"),
                script("verbosity without a number")
                        .send("verbosity", "verbosity x", "verbosity -1")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE)
                        .older("ERROR", BAD_LINE, BAD_LINE),
                script("verbosity, silently")
                        .send("verbosity 0 noreply", "verbosity noreply", "get a")
                        .expect("END")
                        .older("END"),
                script("cache_memlimit out of range")
                        .send(
                                "cache_memlimit 7",
                                "cache_memlimit 0",
                                "cache_memlimit 1000000001",
                                "cache_memlimit 7 noreply")
                        .expect(
                                "MEMLIMIT_TOO_SMALL cannot set maxbytes to less than 8m",
                                "MEMLIMIT_TOO_SMALL cannot set maxbytes to less than 8m",
                                "MEMLIMIT_ADJUST_FAILED input value is megabytes not bytes"),
                script("cache_memlimit without a number")
                        .send("cache_memlimit", "cache_memlimit x", "cache_memlimit -1")
                        .expect("ERROR", "ERROR", "ERROR"),
                script("cache_memlimit of what there is")
                        .send("cache_memlimit 64")
                        .expect("OK"),
                script("shutdown is switched off")
                        .send("shutdown", "shutdown graceful", "shutdown now")
                        .expect("SERVER_ERROR: shutdown not enabled")
                        .expect("SERVER_ERROR: shutdown not enabled", "SERVER_ERROR: shutdown not enabled")
                        .older(
                                "ERROR: shutdown not enabled",
                                "ERROR: shutdown not enabled",
                                "ERROR: shutdown not enabled"),
                script("stats reset").send("stats reset").expect("RESET"),
                script("stats of what is not there").send("stats nonsense").expect("ERROR"),
                script("quit")
                        .send("set a 0 0 1", "x", "quit", "get a")
                        .expect("STORED")
                        .expectClose(),
                script("quit with more words").send("quit noreply", "get a").expectClose());
    }
}
