package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_CHUNK;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.BAD_TOKEN;
import static io.ebbcache.server.protocol.text.Scripts.DUPLICATE_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.INVALID_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_250;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;
import static io.ebbcache.server.protocol.text.Scripts.TOO_LARGE;

import java.util.List;

/** ms. */
final class MetaStoreScripts {

    private static final String BAD_MODE = "CLIENT_ERROR invalid mode for ms M token";

    private MetaStoreScripts() {}

    static List<Script> all() {
        return List.of(
                script("ms stores")
                        .send(
                                "ms a 2",
                                "xy",
                                "get a",
                                "ms a 3 F9 T30",
                                "abc",
                                "mg a v f t",
                                "ms  a  0  ",
                                "",
                                "mg a v f t")
                        .expect("HD", "VALUE a 0 2", "xy", "END", "HD", "VA 3 f9 t30", "abc", "HD", "VA 0 f0 t-1", ""),
                script("ms of a large value")
                        .send("ms a 300000 T30 k", "y".repeat(300000), "mg a v")
                        .expect("HD ka", "VA 300000", "y".repeat(300000)),
                script("ms answers flags in the order given")
                        .send("ms a 2 c k Oq", "xy", "ms a 2 Oq k T30 c", "xy", "ms " + KEY_OF_250 + " 1 k", "x")
                        .expect("HD cCAS ka Oq", "HD Oq ka cCAS", "HD k" + KEY_OF_250),
                script("ms tells the size, that of the whole after an append")
                        .send("ms a 2 s", "xy", "ms a 3 MA k s c", "abc", "ms a 1 ME s", "z")
                        .expect("HD s2", "HD ka s5 cCAS", "NS s1")
                        .notOlder(),
                script("ms with an expiry in the past")
                        .send("ms a 1 T-1", "x", "mg a")
                        .expect("HD", "EN"),
                script("ms modes")
                        .send(
                                "ms a 1 MR",
                                "x",
                                "ms a 1 MA",
                                "x",
                                "ms a 1 MP",
                                "x",
                                "ms a 1 ME",
                                "b",
                                "ms a 1 ME c k",
                                "x")
                        .send(
                                "ms a 1 MA",
                                "c",
                                "ms a 1 MP",
                                "a",
                                "mg a v",
                                "ms a 1 MR",
                                "r",
                                "mg a v",
                                "ms a 1 MS",
                                "s")
                        .send("mg a v")
                        .expect("NS", "NS", "NS", "HD", "NS c0 ka", "HD", "HD", "VA 3", "abc", "HD", "VA 1", "r", "HD")
                        .expect("VA 1", "s"),
                script("ms modes that are none, lower case ones too")
                        .send("ms a 1 MZ", "x", "ms a 1 Me", "x", "ms a 1 Ma q", "x", "ms a 1 MI", "x", "mg a")
                        .expect(BAD_MODE, BAD_MODE, BAD_MODE, BAD_MODE, "EN"),
                script("ms counts the first letter of a mode, and needs one")
                        .send("ms a 1 MEfoo", "x", "ms a 1 M", "x", "ms a 1 M k", "x", "mg a v")
                        .expect("HD", BAD_MODE, BAD_MODE, "VA 1", "x")
                        .notOlder(),
                script("append and prepend keep flags and expiry")
                        .send("ms a 1 F5 T30", "b", "ms a 1 MA F6 T60", "c", "ms a 1 MP F7 T0 N90", "a", "mg a v f t")
                        .expect("HD", "HD", "HD", "VA 3 f5 t30", "abc"),
                script("append and prepend make what is not there, if told to")
                        .send("ms a 1 MA N30 F5", "x", "mg a v t f", "ms b 1 MP N60 T90 c", "x", "mg b v t", "mg a N0")
                        .expect("HD", "VA 1 t30 f5", "x", "HD cCAS", "VA 1 t60", "x", "HD")
                        .notOlder(),
                script("append with a number to what is not there")
                        .send(
                                "ms a 1 MA C5",
                                "x",
                                "ms a 1 MP C0",
                                "x",
                                "ms a 1 C5",
                                "x",
                                "ms a 1 MR C5",
                                "x",
                                "ms a 1 C0",
                                "x")
                        .expect("NS", "NS", "NF", "NF", "NF"),
                script("a number makes a CAS of a set and of a replace")
                        .send("ms a 1", "x", "ms a 1 C99999", "y", "ms a 1 MR C99999 c Oq", "y", "ms a 1 C0", "y")
                        .send("ms a 1 MA C99999", "y", "ms a 1 MP C99999", "y", "ms a 1 ME C99999", "y", "mg a v")
                        .expect("HD", "EX", "EX c0 Oq", "EX", "EX", "EX", "NS", "VA 1", "x"),
                script("an append with the number 0 has no condition")
                        .send("ms a 1", "x", "ms a 1 MA C0", "y", "mg a v")
                        .expect("HD", "HD", "VA 2", "xy"),
                script("E numbers what is stored")
                        .send(
                                "ms a 1 E1001 c",
                                "x",
                                "ms a 1 C1002",
                                "y",
                                "ms a 1 C1001 E1003",
                                "y",
                                "ms a 1 MA C1003 E5",
                                "z")
                        .send("mg a v C6", "ms a 1 MR C5", "r", "mg a v C5", "ms b 1 MA N0 E9", "z", "md b C9")
                        .expect("HD cCAS", "EX", "HD", "HD", "VA 2", "yz", "HD", "VA 1", "r", "HD", "HD")
                        .notOlder(),
                script("what has a small number outlives an earlier flush")
                        .send("ms a 1", "x", "ms b 1 E1", "y", "flush_all", "mg a", "mg b", "ms b 1 E1", "z", "mg b v")
                        .expect("HD", "HD", "OK", "EN", "EN", "HD", "VA 1", "z")
                        .notOlder(),
                script("I takes a value for a lower number as stale, and keeps the expiry")
                        .send("ms a 1 E10 T30", "x", "ms a 1 I C11", "y", "ms a 1 C9", "y", "ms a 1 I C9 E12 T90", "y")
                        .send("mg a v t", "mg a v", "ms a 1 I C5", "z", "mg a v", "ms a 1 I C0 MA", "w", "mg a")
                        .expect("HD", "EX", "EX", "HD", "VA 1 t30 X W", "y", "VA 1 Z X", "y", "HD", "VA 1 Z X", "z")
                        .expect("HD", "HD")
                        .notOlder(),
                script("I with the number 0 is older than nothing")
                        .send("ms a 1", "x", "ms a 1 I C0", "y", "mg a v")
                        .expect("HD", "EX", "VA 1", "x"),
                script("I without a number stores as ever")
                        .send("ms a 1 I", "x", "mg a v")
                        .expect("HD", "VA 1", "x"),
                script("ms q hides success and nothing else")
                        .send("ms a 1 q", "x", "ms a 1 q ME k Oq", "x", "ms a 1 q C99999", "x", "ms b 1 q C5", "x")
                        .send("ms a 1 q c s k Oq", "y", "ms a 1 q v v", "y", "ms a 1 MA q", "z", "mg a v", "mn")
                        .expect("NS ka Oq", "EX", "NF", DUPLICATE_FLAG, "VA 2", "yz", "MN")
                        .notOlder(),
                script("ms q does not hide a bad chunk")
                        .send("ms a 2 q", "abcdef", "mn", "ms a 3 q", "ab", "no-command")
                        .expect(BAD_CHUNK, "ERROR", "MN", BAD_CHUNK, "ERROR"),
                script("ms errors: the value is swallowed")
                        .send(
                                "ms a 7 v v",
                                "mg a zz",
                                "ms a 7 z",
                                "mg a zz",
                                "ms a 7 Tx",
                                "mg a zz",
                                "ms a 7 Fx",
                                "mg a zz")
                        .send(
                                "ms a 7 Cx",
                                "mg a zz",
                                "ms a 7 b",
                                "mg a zz",
                                "ms a 7 MX",
                                "mg a zz",
                                "ms a 7 F-1",
                                "mg a zz")
                        .send("ms a 7 O" + "x".repeat(32), "mg a zz", "mn")
                        .expect(DUPLICATE_FLAG, INVALID_FLAG, BAD_TOKEN, BAD_LINE, BAD_TOKEN, Scripts.BAD_KEY, BAD_MODE)
                        .expect(BAD_LINE, Scripts.LONG_OPAQUE, "MN"),
                script("ms with a key too long: the value is swallowed")
                        .send("ms " + KEY_OF_251 + " 7 q", "mg a zz", "mn")
                        .expect(BAD_LINE, "MN")
                        .older(BAD_LINE, INVALID_FLAG, "MN"),
                script("ms errors leave the old item")
                        .send("ms a 1", "x", "ms a 1 z", "y", "ms a 1 MX", "y", "ms a 1", "yyyyy", "mg a v")
                        .expect("HD", INVALID_FLAG, BAD_MODE, BAD_CHUNK, "ERROR", "VA 1", "x"),
                script("ms with too many flags: the value is swallowed")
                        .send("ms a 4 a b c d e f g h i j k l m n o p q r", "get ", "mn")
                        .expect(Scripts.TOO_MANY_FLAGS, "MN")
                        .older("CLIENT_ERROR options flags too long", "ERROR", "MN"),
                script("ms without a length that can be read: nothing is swallowed")
                        .send("ms a x", "mn", "ms a -1", "mn", "ms a", "mn", "ms a S1", "mn", "ms a 1x T0", "mn")
                        .send("ms a 2147483646", "mn", "ms a 99999999999999999999", "mn")
                        .expect(BAD_LINE, "MN", BAD_LINE, "MN", BAD_LINE, "MN", BAD_LINE, "MN", BAD_LINE, "MN")
                        .expect(BAD_LINE, "MN", BAD_LINE, "MN")
                        .notOlder(),
                script("ms without anything")
                        .send("ms", "ms ", "mn")
                        .expect(BAD_LINE, BAD_LINE, "MN")
                        .older("ERROR", "ERROR", "MN"),
                script("ms too large: swallowed, and the old item is removed in any mode")
                        .send("ms a 1", "x", "ms a 1048576", "y".repeat(1048576), "mg a", "ms a 1", "x")
                        .send(
                                "ms a 1048576 ME q",
                                "y".repeat(1048576),
                                "mg a",
                                "ms a 1",
                                "x",
                                "ms a 1048576 MA",
                                "y".repeat(1048576))
                        .send("mg a")
                        .expect("HD", TOO_LARGE, "EN", "HD", TOO_LARGE, "EN", "HD", TOO_LARGE, "EN"),
                script("ms append beyond the limit")
                        .send("ms a 700000", "x".repeat(700000), "ms a 700000 MA k", "y".repeat(700000), "mg a s")
                        .expect("HD", "NS ka", "HD s700000"),
                script("a base64 key survives the wait for its value")
                        .send("ms Zm9v 5000 b k Oq", "x".repeat(5000), "mg foo s", "ms YmFy 1 b", "x", "mg bar v")
                        .expect("HD kZm9v b Oq", "HD s5000", "HD", "VA 1", "x"));
    }
}
