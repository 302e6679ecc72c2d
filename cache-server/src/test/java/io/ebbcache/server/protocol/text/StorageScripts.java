package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_CHUNK;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_250;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;
import static io.ebbcache.server.protocol.text.Scripts.TOO_LARGE;

import java.util.List;

/** set, add, replace, append, prepend, cas. */
final class StorageScripts {

    private StorageScripts() {}

    static List<Script> all() {
        return List.of(
                script("set stores, and set again replaces")
                        .send("set a 5 0 3", "abc", "get a", "set a 6 0 2", "de", "get a")
                        .expect("STORED", "VALUE a 5 3", "abc", "END", "STORED", "VALUE a 6 2", "de", "END"),
                script("add only where there is nothing")
                        .send("add a 1 0 1", "x", "add a 2 0 1", "y", "get a")
                        .expect("STORED", "NOT_STORED", "VALUE a 1 1", "x", "END"),
                script("replace only where there is something")
                        .send("replace a 1 0 1", "x", "set a 0 0 1", "y", "replace a 2 0 1", "z", "get a")
                        .expect("NOT_STORED", "STORED", "STORED", "VALUE a 2 1", "z", "END"),
                script("append and prepend keep the flags")
                        .send("set a 7 0 2", "bc", "append a 1 0 1", "d", "prepend a 2 0 1", "a", "get a")
                        .expect("STORED", "STORED", "STORED", "VALUE a 7 4", "abcd", "END"),
                script("append and prepend need an item")
                        .send("append a 0 0 1", "x", "prepend a 0 0 1", "x", "get a")
                        .expect("NOT_STORED", "NOT_STORED", "END"),
                script("append validates what it ignores")
                        .send("set a 0 0 1", "x", "append a no 0 1", "y", "append a 0 no 1", "y", "get a")
                        .expect("STORED", BAD_LINE, BAD_LINE, "VALUE a 0 1", "x", "END")
                        .older("STORED", BAD_LINE, "ERROR", BAD_LINE, "ERROR", "VALUE a 0 1", "x", "END"),
                script("cas needs an item")
                        .send("cas a 0 0 1 5", "x", "cas a 0 0 1 0", "x")
                        .expect("NOT_FOUND", "NOT_FOUND"),
                script("cas with another number, 0 too")
                        .send(
                                "set a 0 0 1",
                                "x",
                                "cas a 0 0 1 18446744073709551615",
                                "y",
                                "cas a 0 0 1 0",
                                "y",
                                "get a")
                        .expect("STORED", "EXISTS", "EXISTS", "VALUE a 0 1", "x", "END"),
                script("cas needs a number")
                        .send("cas a 0 0 4", "xxxx", "cas a 0 0 4 x", "xxxx", "cas a 0 0 4 -1", "xxxx", "get a")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, "END")
                        .older("ERROR", "ERROR", BAD_LINE, "ERROR", BAD_LINE, "ERROR", "END"),
                script("cas whose number is noreply says nothing")
                        .send("cas a 0 0 4 noreply", "xxxx", "get a")
                        .expect("END")
                        .older("ERROR", "END"),
                script("an empty value").send("set a 0 0 0", "", "get a").expect("STORED", "VALUE a 0 0", "", "END"),
                script("a value of line ends")
                        .send("set a 0 0 6", "\r\n\r\n\r\n", "get a")
                        .expect("STORED", "VALUE a 0 6", "\r\n\r\n\r\n", "END"),
                script("a value that looks like commands")
                        .send("set a 0 0 19", "get b\r\nset b 0 0 1\r", "get a b")
                        .expect("STORED", "VALUE a 0 19", "get b\r\nset b 0 0 1\r", "END"),
                script("all bytes in a value")
                        .send("set a 0 0 256", allBytes(), "get a")
                        .expect("STORED", "VALUE a 0 256", allBytes(), "END"),
                script("the largest flags and the least exptime")
                        .send("set a 4294967295 0 1", "x", "get a", "set a 0 -2147483648 1", "x", "get a")
                        .expect("STORED", "VALUE a 4294967295 1", "x", "END", "STORED", "END"),
                script("an exptime below 0 stores, and it is over at once")
                        .send("set a 0 0 1", "x", "set a 0 -1 1", "y", "get a", "add a 0 0 1", "z", "get a")
                        .expect("STORED", "STORED", "END", "STORED", "VALUE a 0 1", "z", "END"),
                script("an exptime in the past, as Unix time")
                        .send("set a 0 2592001 1", "x", "get a")
                        .expect("STORED", "END"),
                script("an exptime of 30 days is from now")
                        .send("set a 0 2592000 1", "x", "get a")
                        .expect("STORED", "VALUE a 0 1", "x", "END"),
                script("noreply")
                        .send(
                                "set a 0 0 1 noreply",
                                "x",
                                "add a 0 0 1 noreply",
                                "y",
                                "append a 0 0 1 noreply",
                                "y",
                                "prepend a 0 0 1 noreply",
                                "w",
                                "get a",
                                "replace a 0 0 1 noreply",
                                "z",
                                "cas a 0 0 1 0 noreply",
                                "q",
                                "get a")
                        .expect("VALUE a 0 3", "wxy", "END", "VALUE a 0 1", "z", "END"),
                script("noreply counts only as the last word")
                        .send("set noreply 0 0 1", "x", "get noreply")
                        .expect("STORED", "VALUE noreply 0 1", "x", "END"),
                script("more words than needed")
                        .send("set a 0 0 1 what ever", "x", "set b 0 0 1 what noreply", "y", "get a b")
                        .expect("STORED", "VALUE a 0 1", "x", "VALUE b 0 1", "y", "END")
                        .older("ERROR", "ERROR", "ERROR", "ERROR", "END"),
                script("the longest key")
                        .send("set " + KEY_OF_250 + " 0 0 1", "x", "get " + KEY_OF_250)
                        .expect("STORED", "VALUE " + KEY_OF_250 + " 0 1", "x", "END"),
                script("a key too long: the value is swallowed")
                        .send("set " + KEY_OF_251 + " 0 0 5", "hello", "get a")
                        .expect(BAD_LINE, "END")
                        .older(BAD_LINE, "ERROR", "END"),
                script("a key too long, silently")
                        .send("set " + KEY_OF_251 + " 0 0 5 noreply", "hello", "get a")
                        .expect("END")
                        .older("ERROR", "END"),
                script("bad flags or exptime: the value is swallowed")
                        .send("set a x 0 5", "hello", "set a -1 0 5", "hello", "set a 0 x 5", "hello", "get a")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, "END")
                        .older(BAD_LINE, "ERROR", BAD_LINE, "ERROR", BAD_LINE, "ERROR", "END"),
                script("flags of more than 32 bits")
                        .send("set a 4294967296 0 5", "hello", "get a")
                        .expect(BAD_LINE, "END")
                        .older("STORED", "VALUE a 0 5", "hello", "END"),
                script("an exptime of more than 32 bits")
                        .send("set a 0 4294967296 5", "hello", "get a")
                        .expect(BAD_LINE, "END")
                        .older("STORED", "VALUE a 0 5", "hello", "END"),
                script("a length that is none: nothing is swallowed")
                        .send("set a 0 0 x", "version1", "set a 0 0 -1", "version1", "set a 0 0 -2147483648", "get a")
                        .expect(BAD_LINE, "ERROR", BAD_LINE, "ERROR", BAD_LINE, "END"),
                script("a length below 0 of append and prepend")
                        .send("set a 0 0 1", "x", "append a 0 0 -1", "prepend a 0 0 -2", "prepend a 0 0 -2147483647")
                        .send("get a")
                        .expect("STORED", BAD_LINE, BAD_LINE, BAD_LINE, "VALUE a 0 1", "x", "END"),
                script("a length below 0 that is little in 32 bits")
                        .send("append a 0 0 -4294967295", "prepend a 0 0 4294967297", "get a")
                        .expect(BAD_LINE, BAD_LINE, "END")
                        .notOlder(),
                script("a length beyond 2^31")
                        .send("set a 0 0 2147483646", "get a", "set a 0 0 4294967296", "get a")
                        .expect(BAD_LINE, "END", BAD_LINE, "END")
                        .notOlder(),
                script("a length beyond 2^64")
                        .send("set a 0 0 99999999999999999999", "get a", "append a 0 0 -9223372036854775808", "get a")
                        .expect(BAD_LINE, "END", BAD_LINE, "END")
                        .notOlder(),
                script("too few words")
                        .send("set", "set a", "set a 0", "set a 0 0", "get a")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE, "END")
                        .older("ERROR", "ERROR", "ERROR", "ERROR", "END"),
                script("noreply does not silence a line that makes no sense")
                        .send("set a 0 0 noreply", "set a 0 0 x noreply", "get a")
                        .expect(BAD_LINE, BAD_LINE, "END")
                        .older("END"),
                script("a value one byte too long: bytes + 2 are consumed")
                        .send("set a 0 0 3", "abcd-no-command", "get a")
                        .expect(BAD_CHUNK, "ERROR", "END"),
                script("a value one byte too short takes the next byte")
                        .send("set a 0 0 4", "abc", "no-command", "get a")
                        .expect(BAD_CHUNK, "ERROR", "END"),
                script("a bad chunk leaves the old item")
                        .send("set a 0 0 1", "x", "set a 0 0 3", "abcd---", "get a")
                        .expect("STORED", BAD_CHUNK, "ERROR", "VALUE a 0 1", "x", "END"),
                script("a value that ends in LF LF")
                        .sendRaw("set a 0 0 1\r\nx\n\nget a\r\n")
                        .expect(BAD_CHUNK, "END"),
                script("a bad chunk, silently")
                        .send("set a 0 0 3 noreply", "abcd---", "get a")
                        .expect("ERROR", "END"),
                script("too large: swallowed, and set removes the old item")
                        .send("set a 0 0 1", "x", "set a 0 0 1048576", "y".repeat(1048576), "get a")
                        .expect("STORED", TOO_LARGE, "END"),
                script("too large: any other command leaves the old item")
                        .send("set a 0 0 1", "x", "replace a 0 0 1048576", "y".repeat(1048576), "get a")
                        .expect("STORED", TOO_LARGE, "VALUE a 0 1", "x", "END"),
                script("too large, silently")
                        .send("set a 0 0 1048576 noreply", "y".repeat(1048576), "get a")
                        .expect("END"),
                script("append beyond the limit")
                        .send(
                                "set a 0 0 700000",
                                "x".repeat(700000),
                                "append a 0 0 700000",
                                "y".repeat(700000),
                                "get a")
                        .expect("STORED", "NOT_STORED", "VALUE a 0 700000", "x".repeat(700000), "END"),
                script("a value of many pages")
                        .send("set a 9 0 1000000", "xyz0".repeat(250000), "get a")
                        .expect("STORED", "VALUE a 9 1000000", "xyz0".repeat(250000), "END"));
    }

    private static String allBytes() {
        StringBuilder bytes = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            bytes.append((char) value);
        }
        return bytes.toString();
    }
}
