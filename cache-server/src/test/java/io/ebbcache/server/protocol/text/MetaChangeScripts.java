package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.BAD_TOKEN;
import static io.ebbcache.server.protocol.text.Scripts.DUPLICATE_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.INVALID_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.INVALID_OR_DUPLICATE_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;
import static io.ebbcache.server.protocol.text.Scripts.NON_NUMERIC;

import java.util.List;

/** md, ma, and items that are stale. */
final class MetaChangeScripts {

    private static final String BAD_MODE = "CLIENT_ERROR invalid mode for ma M token";

    private MetaChangeScripts() {}

    static List<Script> all() {
        return List.of(
                script("md")
                        .send("md a", "md a k Oq", "ms a 1", "x", "md a Oq k", "mg a", "ms a 1", "x", "md a")
                        .expect("NF", "NF ka Oq", "HD", "HD Oq ka", "EN", "HD", "HD"),
                script("md with a number")
                        .send("md a C5", "ms a 1", "x", "md a C99999 k", "md a C0", "mg a", "md a")
                        .expect("NF", "HD", "EX ka", "EX", "HD", "HD"),
                script("md with the right number")
                        .send("ms a 1 E77", "x", "md a C78", "md a C77 Oq")
                        .expect("HD", "EX", "HD Oq")
                        .notOlder(),
                script("md q hides success and nothing else")
                        .send("md a q", "ms a 1", "x", "md a q C99999 k", "md a q", "mg a", "mn")
                        .expect("NF", "HD", "EX ka", "EN", "MN"),
                script("md errors")
                        .send("md a z", "md a k k", "md a Tx", "md a Cx", "md !!! b", "md " + KEY_OF_251)
                        .expect(INVALID_FLAG, DUPLICATE_FLAG, BAD_TOKEN, BAD_TOKEN, Scripts.BAD_KEY, BAD_LINE)
                        .older(
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                BAD_LINE),
                script("md with a long opaque changes nothing")
                        .send("ms a 1", "x", "md a O" + "x".repeat(32), "mg a")
                        .expect("HD", Scripts.LONG_OPAQUE, "HD"),
                script("md and ma need a key")
                        .send("md", "ma")
                        .expect(BAD_LINE, BAD_LINE)
                        .older("ERROR", "ERROR"),
                script("md I leaves a stale item that one is to fill anew")
                        .send("ms a 1 F3", "x", "md a I T30", "mg a v t f", "mg a v", "mg a", "ms a 1", "y", "mg a v t")
                        .expect("HD", "HD", "VA 1 t30 f3 X W", "x", "VA 1 Z X", "x", "HD Z X", "HD", "VA 1 t-1", "y"),
                script("md I again lets one more win")
                        .send("ms a 1", "x", "md a I q", "mg a", "mg a", "md a I", "mg a", "mg a", "md a", "mg a")
                        .expect("HD", "HD X W", "HD Z X", "HD", "HD X W", "HD Z X", "HD", "EN"),
                script("md I keeps the expiry unless told another")
                        .send("ms a 1 T90", "x", "md a I", "mg a t", "md a I T0", "mg a t", "md b I")
                        .expect("HD", "HD", "HD t90 X W", "HD", "HD t-1 X W", "NF"),
                script("md I leaves it at who has read the item")
                        .send("ms a 1", "x", "ms b 1", "x", "mg a", "md a I", "md b I", "mg a h", "mg b h")
                        .expect("HD", "HD", "HD", "HD", "HD", "HD h1 X W", "HD h0 X W"),
                script("ma leaves it at who has read the item, also while he has not got it yet")
                        .send("ms a 1", "1", "ms b 1", "1", "mg a", "ma a", "ma b")
                        .expect("HD", "HD", "HD", "HD", "HD")
                        .send("mg a h", "mg b h")
                        .expect("HD h1", "HD h0")
                        .notOlder(),
                script("md I gives a new number")
                        .send(
                                "ms a 1 E10",
                                "x",
                                "md a I E20",
                                "ms a 1 C10",
                                "y",
                                "ms a 1 I C10",
                                "y",
                                "mg a v",
                                "md b I E5")
                        .expect("HD", "HD", "EX", "HD", "VA 1 X W", "y", "NF")
                        .notOlder(),
                script("a claimed item that was made and then marked")
                        .send("mg a N30", "md a I", "mg a", "mg a")
                        .expect("HD W", "HD", "HD X W", "HD Z X"),
                script("classic commands read a stale item and claim nothing")
                        .send("ms a 1", "x", "md a I", "get a", "touch a 0", "gat 0 a", "mg a")
                        .expect("HD", "HD", "VALUE a 0 1", "x", "END", "TOUCHED", "VALUE a 0 1", "x", "END", "HD X W"),
                script("a classic store ends staleness")
                        .send("ms a 1", "x", "md a I", "set a 0 0 1", "y", "mg a")
                        .expect("HD", "HD", "STORED", "HD"),
                script("md x leaves an empty item that does not expire unless told so")
                        .send("ms a 3 F5 T30", "abc", "md a x k", "mg a v f t", "md a x T60 I", "mg a v t", "md b x")
                        .expect("HD", "HD ka", "VA 0 f0 t-1", "", "HD", "VA 0 t60 X W", "", "NF")
                        .notOlder(),
                script("ma")
                        .send("ma n", "ma n v k", "set n 7 0 2", "10", "ma n", "ma n v", "ma n v D5", "mg n v f")
                        .expect("NF", "NF kn", "STORED", "HD", "VA 2", "12", "VA 2", "17", "VA 2 f7", "17"),
                script("ma modes")
                        .send(
                                "set n 0 0 2",
                                "10",
                                "ma n v MI",
                                "ma n v M+",
                                "ma n v MD D2",
                                "ma n v M- D1",
                                "ma n v MD D99")
                        .send("ma n Mz", "ma n Mi v", "mg n v")
                        .expect("STORED", "VA 2", "11", "VA 2", "12", "VA 2", "10", "VA 1", "9", "VA 1", "0")
                        .expect(BAD_MODE, BAD_MODE, "VA 2", "0 "),
                script("ma over the edges of 64 bits")
                        .send(
                                "set n 0 0 20",
                                "18446744073709551615",
                                "ma n v D2",
                                "ma n v MD D9",
                                "ma n D18446744073709551615 v")
                        .expect("STORED", "VA 1", "1", "VA 1", "0", "VA 20", "18446744073709551615"),
                script("ma N makes the number that J says")
                        .send("ma n N0 J13 v", "ma n N0 J99 v", "ma m N90 v t", "ma m v t", "ma l t N60 v", "mg l t")
                        .expect(
                                "VA 2",
                                "13",
                                "VA 2",
                                "14",
                                "VA 1 t90",
                                "0",
                                "VA 1 t90",
                                "1",
                                "VA 1 t-1",
                                "0",
                                "HD t60"),
                script("ma q hides what it made, too")
                        .send("ma n N0 q", "ma n N0 v q", "ma m q", "ma n v", "mn")
                        .expect("NF", "VA 1", "2", "MN")
                        .older("HD", "NF", "VA 1", "2", "MN"),
                script("ma T gives a new expiry, t tells the one of its place")
                        .send("set n 0 0 1", "1", "ma n t T30", "ma n T90 t", "ma n t", "mg n t")
                        .expect("STORED", "HD t-1", "HD t90", "HD t90", "HD t90"),
                script("ma answers flags in the order given")
                        .send(
                                "set n 0 0 1",
                                "1",
                                "ma n Oq k c t v",
                                "ma n t c k Oq",
                                "ma m t c k Oq v",
                                "ma n s f h l x u")
                        .expect("STORED", "VA 1 Oq kn cCAS t-1", "2", "HD t-1 cCAS kn Oq", "NF km Oq", "HD")
                        .notOlder(),
                script("ma with a number")
                        .send("set n 0 0 1", "1", "ma n C99999 v Oq k", "ma n C0 v", "ma m C5", "ma m C5 N0")
                        .expect("STORED", "EX Oq kn", "VA 1", "2", "NF", "HD"),
                script("ma E numbers the result")
                        .send("ma n N0 E5", "ma n C6", "ma n C5 E7 v", "ma n C7 v", "ma n C7")
                        .expect("HD", "EX", "VA 1", "1", "VA 1", "2", "EX")
                        .notOlder(),
                script("ma of what is no number")
                        .send("set n 0 0 1", "x", "ma n", "ma n q v", "ma n N0")
                        .expect("STORED", NON_NUMERIC, NON_NUMERIC, NON_NUMERIC),
                script("ma of nothing but a CAS number that is another")
                        .send("ms n 0", "", "ms m 1", "x", "ma n C9000000000", "ma m C9000000000")
                        .expect("HD", "HD", NON_NUMERIC, "EX"),
                script("ma errors")
                        .send("ma n z", "ma n v v", "ma n Tx", "ma n Dx", "ma n J", "ma n N", "ma !!! b", "ma n Fx")
                        .expect(
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG,
                                INVALID_OR_DUPLICATE_FLAG),
                script("ma with a long opaque, a long key, many flags")
                        .send("ma n N0 O" + "x".repeat(32), "ma " + KEY_OF_251, "ma n" + " v".repeat(19), "mg n")
                        .expect(Scripts.LONG_OPAQUE, INVALID_OR_DUPLICATE_FLAG, INVALID_OR_DUPLICATE_FLAG, "EN")
                        .notOlder(),
                script("ma leaves an item stale")
                        .send("ms n 1", "1", "md n I", "ma n v", "mg n v", "mg n")
                        .expect("HD", "HD", "VA 1", "2", "VA 1 X W", "2", "HD Z X"),
                script("keys in base64")
                        .send("ma Zm9v b N0 J5 k", "ma foo v", "ma Zm9v b v k Oq", "md Zm9v b q", "md Zm9v b k")
                        .expect("HD kZm9v b", "VA 1", "6", "VA 1 kZm9v b Oq", "7", "NF kZm9v b"));
    }
}
