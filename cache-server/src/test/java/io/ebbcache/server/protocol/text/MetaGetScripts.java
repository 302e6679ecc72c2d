package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.BAD_TOKEN;
import static io.ebbcache.server.protocol.text.Scripts.DUPLICATE_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.INVALID_FLAG;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_250;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;

import java.util.List;

/** mn, mg, me, and what all meta commands read in the same way. */
final class MetaGetScripts {

    private MetaGetScripts() {}

    static List<Script> all() {
        return List.of(
                script("mn").send("mn", "mn what ever").expect("MN", "MN"),
                script("mg of nothing")
                        .send("mg a", "mg a v", "mg a s t c f h l v", "mg a O123 k v", "mg a k O123")
                        .expect("EN", "EN", "EN", "EN O123 ka", "EN ka O123"),
                script("mg hit")
                        .send("set a 7 0 2", "xy", "mg a", "mg a v", "mg  a  v ", "mg a vvv")
                        .expect("STORED", "HD", "VA 2", "xy", "VA 2", "xy", "VA 2", "xy"),
                script("mg of an empty value")
                        .send("set a 0 0 0", "", "mg a v s")
                        .expect("STORED", "VA 0 s0", ""),
                script("mg of a large value")
                        .send("set a 0 0 300000", "x".repeat(300000), "mg a s k v", "mg a s")
                        .expect("STORED", "VA 300000 s300000 ka", "x".repeat(300000), "HD s300000"),
                script("flags are answered in the order given")
                        .send("set a 7 0 2", "xy", "mg a s t f c k Oq", "mg a Oq k f t s v", "mg a c s")
                        .expect("STORED", "HD s2 t-1 f7 cCAS ka Oq", "VA 2 Oq ka f7 t-1 s2", "xy", "HD cCAS s2"),
                script("the largest client flags")
                        .send("set a 4294967295 0 1", "x", "mg a f")
                        .expect("STORED", "HD f4294967295"),
                script("h tells whether it was read before this access")
                        .send("set a 0 0 1", "x", "mg a h", "mg a h", "set a 0 0 1", "x", "get a", "mg a h l")
                        .expect("STORED", "HD h0", "HD h1", "STORED", "VALUE a 0 1", "x", "END", "HD h1 l0"),
                script("u does not note the access")
                        .send("set a 0 0 1", "x", "mg a u v", "mg a h u", "mg a h", "mg a h")
                        .expect("STORED", "VA 1", "x", "HD h0", "HD h0", "HD h1"),
                script("T gives a new expiry, t tells the one of its place")
                        .send(
                                "set a 0 0 1",
                                "x",
                                "mg a t T30",
                                "mg a T90 t",
                                "mg a t T0 v",
                                "mg a t",
                                "mg a T-1",
                                "mg a")
                        .expect("STORED", "HD t-1", "HD t90", "VA 1 t90", "x", "HD t-1", "HD", "EN"),
                script("T of an item that is not there")
                        .send("mg a T30", "mg a T30 v q", "mg a")
                        .expect("EN", "EN"),
                script("N makes an empty item, and its maker wins")
                        .send("mg a N30 t v", "mg a N30 t v", "mg a s k", "ms a 1", "x", "mg a N30 v t")
                        .expect("VA 0 t30 W", "", "VA 0 t30 Z", "", "HD s0 ka Z", "HD", "VA 1 t-1", "x"),
                script("what is told of a made item")
                        .send(
                                "mg a t N30 f s h l c",
                                "mg b N0 t",
                                "mg c T60 N30 t",
                                "mg d N30 T60 t",
                                "mg c t",
                                "mg d t")
                        .expect(
                                "HD t-1 f0 s0 h0 l0 cCAS W",
                                "HD t-1 W",
                                "HD t30 W",
                                "HD t60 W",
                                "HD t30 Z",
                                "HD t60 Z"),
                script("N leaves an item that is there")
                        .send("set a 0 0 1", "x", "mg a N30 t v", "mg a t")
                        .expect("STORED", "VA 1 t-1", "x", "HD t-1"),
                script("R lets one win when the time is short")
                        .send("ms a 1 T10", "x", "mg a R5", "mg a R30 v", "mg a R30 v", "mg a", "ms a 1 T100", "y")
                        .send("mg a R30 v", "set b 0 0 1", "z", "mg b R30")
                        .expect("HD", "HD", "VA 1 W", "x", "VA 1 Z", "x", "HD Z", "HD", "VA 1", "y", "STORED", "HD"),
                script("R looks at the expiry of its place")
                        .send("ms a 1 T10", "x", "mg a T100 R30", "mg a T10", "mg a R30 T100 t")
                        .expect("HD", "HD", "HD", "HD t100 W"),
                script("C: a client that has the value is not sent it again")
                        .send("ms a 1 E7", "x", "mg a v C7 s", "mg a v C8 s", "mg a C7", "mg b v C7", "mg a v C0")
                        .expect("HD", "HD s1", "VA 1 s1", "x", "HD", "EN", "VA 1", "x")
                        .notOlder(),
                script("E numbers an item that is made")
                        .send("mg a N30 E77 c", "md a C78", "mg a E99", "md a C77")
                        .expect("HD cCAS W", "EX", "HD Z", "HD")
                        .notOlder(),
                script("q hides a miss and nothing else")
                        .send("mg a q v k", "mn", "mg a q N30 v", "mg a q v", "mg a q zz", "mg a q", "mg a q T")
                        .expect("MN", "VA 0 W", "", "VA 0 Z", "", INVALID_FLAG, "HD Z", BAD_TOKEN),
                script("q hides the misses of a batch")
                        .send("set b 0 0 1", "x", "mg a q v k", "mg b q v k", "mg c q v k", "mn")
                        .expect("STORED", "VA 1 kb", "x", "MN"),
                script("proxies' flags are let be, as are those of other commands")
                        .send("set a 0 0 1", "x", "mg a P L v", "mg a Pxyz Labc x I MZ F1 J1 D1", "mg b S")
                        .expect("STORED", "VA 1", "x", "HD", INVALID_FLAG)
                        .notOlder(),
                script("flags that are none")
                        .send("mg a z", "mg a 1", "mg a V", "mg a v~", "mg a ~", "mg a v @")
                        .expect(INVALID_FLAG, INVALID_FLAG, INVALID_FLAG, "EN", INVALID_FLAG, INVALID_FLAG),
                script("flags beyond ASCII").send("mg a \351", "mg a v \177").expect(DUPLICATE_FLAG, DUPLICATE_FLAG),
                script("a flag twice")
                        .send("mg a v v", "mg a Oa v Ob", "mg a k s k")
                        .expect(DUPLICATE_FLAG, DUPLICATE_FLAG, DUPLICATE_FLAG),
                script("bad tokens")
                        .send("mg a T", "mg a Tx", "mg a T1x", "mg a T99999999999", "mg a N", "mg a R-", "mg a C")
                        .send("mg a C-1", "mg a C99999999999999999999", "mg a E")
                        .expect(BAD_TOKEN, BAD_TOKEN, BAD_TOKEN, BAD_TOKEN, BAD_TOKEN, BAD_TOKEN, BAD_TOKEN)
                        .expect(BAD_TOKEN, BAD_TOKEN, BAD_TOKEN)
                        .notOlder(),
                script("bad tokens of other commands")
                        .send("mg a D", "mg a Jx", "mg a Fx", "mg a F-1", "mg a Tx Fx", "mg a Tx Dx", "mg a Dx z")
                        .expect(Scripts.BAD_META_DELTA, Scripts.BAD_INITIAL, BAD_LINE, BAD_LINE, BAD_TOKEN)
                        .expect(Scripts.BAD_META_DELTA, INVALID_FLAG),
                script("an opaque of 32 bytes, its O among them, and a longer one")
                        .send("mg a O" + "x".repeat(31), "mg a O" + "x".repeat(32) + " v", "mg a O k")
                        .expect("EN O" + "x".repeat(31), Scripts.LONG_OPAQUE, "EN O ka"),
                script("20 tokens, and 21")
                        .send("mg a b", "mg aaaa s v t f c h l k Oabc q u b P L E1 C2 N1 T1")
                        .send("mg a s v t f c h l k Oabc q u b P L E1 C1 N1 T1 R1")
                        .expect("CLIENT_ERROR error decoding key")
                        .expect("VA 0 s0 t-1 f0 cCAS h0 l0 kaaaa b Oabc W", "", Scripts.TOO_MANY_FLAGS)
                        .notOlder(),
                script("no key, and a key too long")
                        .send("mg", "mg ", "mg " + KEY_OF_251, "mg " + KEY_OF_251 + " v v", "mg " + KEY_OF_250 + " k")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE, "EN k" + KEY_OF_250)
                        .older("ERROR", "ERROR", BAD_LINE, BAD_LINE, "EN k" + KEY_OF_250),
                script("a key in base64")
                        .send(
                                "set foo 0 0 1",
                                "x",
                                "mg Zm9v v b",
                                "mg YWI= b k",
                                "mg YWI= k",
                                "mg YQ== k b v",
                                "mg YQ== b")
                        .expect("STORED", "VA 1", "x", "EN kYWI= b", "EN kYWI=", "EN kYQ== b", "EN"),
                script("a key of any bytes in base64")
                        .send("ms AAEgDQr/ 2 b k", "hi", "mg AAEgDQr/ b k v", "md AAEgDQr/ b k", "mg AAEgDQr/ b k v")
                        .expect("HD kAAEgDQr/ b", "VA 2 kAAEgDQr/ b", "hi", "HD kAAEgDQr/ b", "EN kAAEgDQr/ b"),
                script("a key that is no base64")
                        .send("mg aaa b", "mg !!!! b", "mg Zm9vYg= b", "mg Zm9vYg b v k", "mg a b")
                        .expect(Scripts.BAD_KEY, Scripts.BAD_KEY, Scripts.BAD_KEY, Scripts.BAD_KEY, Scripts.BAD_KEY),
                script("a key of 250 bytes, and 251, in base64")
                        .send("ms " + "QUJD".repeat(62) + " 1 b", "x", "mg " + "ABC".repeat(62) + " v")
                        .send("mg " + "QUJD".repeat(63) + " b")
                        .expect("HD", "VA 1", "x", BAD_LINE),
                script("me")
                        .send("me a", "set a 0 30 2", "xy", "me a", "mg a", "me a what ever", "ms YWI= 1 b", "x")
                        .send("me YWI= b", "me ab b", "me aaa b", "me YWJj b")
                        .expect("EN", "STORED", "ME a exp=30 la=0 cas=CAS fetch=no cls=1 size=53", "HD")
                        .expect("ME a exp=30 la=0 cas=CAS fetch=yes cls=1 size=53", "HD")
                        .expect("ME YWI= exp=-1 la=0 cas=CAS fetch=no cls=1 size=53", BAD_LINE, BAD_LINE, "EN")
                        .notOlder(),
                script("the mg that makes an item is the first to have read it")
                        .send("mg a N0 h", "mg a h", "mg b N0 u", "mg b h")
                        .expect("HD h0 W", "HD h1 Z", "HD W", "HD h0 Z"),
                script("me leaves no trace, and needs a key")
                        .send("ms a 1", "x", "md a I", "me a", "mg a h v", "me", "me " + KEY_OF_251)
                        .expect("HD", "HD", "ME a exp=-1 la=0 cas=CAS fetch=no cls=1 size=52", "VA 1 h0 X W", "x")
                        .expect(BAD_LINE, BAD_LINE)
                        .older(
                                "HD",
                                "HD",
                                "ME a exp=-1 la=0 cas=CAS fetch=no cls=1 size=61",
                                "VA 1 h0 X W",
                                "x",
                                BAD_LINE,
                                BAD_LINE),
                script("one in the midst of classic commands")
                        .send(
                                "get a",
                                "mg a",
                                "set a 0 0 1",
                                "x",
                                "mg a v",
                                "incr a 1",
                                "ms a 1",
                                "4",
                                "incr a 1",
                                "get a")
                        .expect(
                                "END",
                                "EN",
                                "STORED",
                                "VA 1",
                                "x",
                                Scripts.NON_NUMERIC,
                                "HD",
                                "5",
                                "VALUE a 0 1",
                                "5",
                                "END"),
                script("bare line feeds").sendRaw("ms a 1\nx\r\nmg a v\nmn \n").expect("HD", "VA 1", "x", "MN"));
    }
}
