package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_EXPTIME;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_250;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;

import java.util.List;

/** get, gets, gat, gats. */
final class RetrievalScripts {

    private RetrievalScripts() {}

    static List<Script> all() {
        return List.of(
                script("get of nothing").send("get a", "gets a").expect("END", "END"),
                script("get of many keys, some of them there")
                        .send("set a 1 0 1", "x", "set c 3 0 2", "yz", "get a b c a")
                        .expect("STORED", "STORED", "VALUE a 1 1", "x", "VALUE c 3 2", "yz", "VALUE a 1 1", "x", "END"),
                script("gets shows a number that every store changes")
                        .send("set a 1 0 1", "x", "gets a", "set a 1 0 1", "y", "gets a b a")
                        .expect("STORED", "VALUE a 1 1 CAS", "x", "END", "STORED")
                        .expect("VALUE a 1 1 CAS", "y", "VALUE a 1 1 CAS", "y", "END"),
                script("many spaces")
                        .send("set  a   0 0    1  ", "x", "get   a  a ", "gets  a ")
                        .expect("STORED", "VALUE a 0 1", "x", "VALUE a 0 1", "x", "END", "VALUE a 0 1 CAS", "x", "END"),
                script("no key")
                        .send("get", "gets", "get ", "gets   ")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE)
                        .older("ERROR", "ERROR", "ERROR", "ERROR"),
                script("a key too long hides what was found")
                        .send("set a 0 0 1", "x", "get a " + KEY_OF_251, "gets " + KEY_OF_251 + " a", "get a")
                        .expect("STORED", BAD_LINE, BAD_LINE, "VALUE a 0 1", "x", "END")
                        .notOlder(),
                script("the longest keys")
                        .send("get " + KEY_OF_250 + " " + KEY_OF_250, "get a")
                        .expect("END", "END"),
                script("noreply is a key here")
                        .send("get noreply", "get a noreply")
                        .expect("END", "END"),
                script("a line of thousands of keys")
                        .send("set a 0 0 1", "x", "get" + " a nothing".repeat(500), "get b")
                        .expect("STORED")
                        .expect("VALUE a 0 1\r\nx\r\n".repeat(500) + "END", "END"),
                script("a line of 64 KiB and more")
                        .send("set a 0 0 1", "x", "gets" + " nothing-with-that-name".repeat(4000) + " a", "get b")
                        .expect("STORED", "VALUE a 0 1 CAS", "x", "END", "END"),
                script("a line of 300 KiB")
                        .send("set a 0 0 1", "x", "get" + (" nothing".repeat(1000) + " a").repeat(40) + " ", "get b")
                        .expect("STORED")
                        .expect("VALUE a 0 1\r\nx\r\n".repeat(40) + "END", "END"),
                script("gat and gats give the item a new expiry")
                        .send("set a 4 0 1", "x", "gat 100 a b", "gats 0 b a", "gat -1 a", "get a")
                        .expect("STORED", "VALUE a 4 1", "x", "END", "VALUE a 4 1 CAS", "x", "END")
                        .expect("VALUE a 4 1", "x", "END", "END"),
                script("gat without an exptime")
                        .send("set a 0 0 1", "x", "gat a b", "gats 1x a", "gat 99999999999 a", "get a")
                        .expect("STORED", BAD_EXPTIME, BAD_EXPTIME, BAD_EXPTIME, "VALUE a 0 1", "x", "END")
                        .notOlder(),
                script("gat without a key")
                        .send("gat", "gats", "gat 1", "gats 1 ", "gat x")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE, BAD_LINE)
                        .older("ERROR", "ERROR", "END", "END", BAD_EXPTIME),
                script("gat of a key too long changes nothing")
                        .send("set a 0 0 1", "x", "gat -1 a " + KEY_OF_251, "get a")
                        .expect("STORED", BAD_LINE, "VALUE a 0 1", "x", "END")
                        .notOlder(),
                script("gat looks at the exptime before it looks at the keys")
                        .send("gat x a " + KEY_OF_251, "gats 1x " + KEY_OF_251)
                        .expect(BAD_EXPTIME, BAD_EXPTIME),
                script("control characters, the tab too, are part of a key")
                        .send(
                                "set a\tb 0 0 1",
                                "x",
                                "get a\tb",
                                "get a b",
                                "set \1\177\377 0 0 1",
                                "y",
                                "get \1\177\377")
                        .expect("STORED", "VALUE a\tb 0 1", "x", "END", "END")
                        .expect("STORED", "VALUE \1\177\377 0 1", "y", "END"),
                script("a carriage return in the middle is part of a key")
                        .sendRaw("set a\rb 0 0 1\r\nx\r\nget a\rb\r\nget a\r\r\n")
                        .expect("STORED", "VALUE a\rb 0 1", "x", "END", "END"),
                script("a bare line feed ends a line too")
                        .sendRaw("set a 0 0 1\nx\r\nget a\ngets b\nversion1\n")
                        .expect("STORED", "VALUE a 0 1", "x", "END", "END", "ERROR"));
    }
}
