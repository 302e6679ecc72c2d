package io.ebbcache.server.protocol.text;

import static io.ebbcache.server.protocol.text.Script.script;
import static io.ebbcache.server.protocol.text.Scripts.BAD_LINE;
import static io.ebbcache.server.protocol.text.Scripts.KEY_OF_251;

import java.util.List;

/** Input that is no command, and input that broke servers. */
final class MalformedScripts {

    private MalformedScripts() {}

    static List<Script> all() {
        return List.of(
                script("empty lines")
                        .sendRaw("\r\n\nget a\r\n")
                        .expect(BAD_LINE, BAD_LINE, "END")
                        .older("ERROR", "ERROR", "END"),
                script("a line of one or two letters")
                        .sendRaw("x\r\nab\nabc\n")
                        .expect(BAD_LINE, BAD_LINE, "ERROR")
                        .older("ERROR", "ERROR", "ERROR"),
                script("unknown words")
                        .send("foo", "gett a", "ge a", "GET a", "\0\0\0\0", "mx a v")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR", "ERROR", "ERROR")
                        .notOlder(),
                script("an unknown word asks for silence in vain")
                        .send("foo noreply")
                        .expect("ERROR"),
                script("a line of spaces").send("      ", "get a").expect("ERROR", "END"),
                script("a line that begins with a space")
                        .send(" get a", " set a 0 0 4", "xxxx")
                        .expect("ERROR", "ERROR", "ERROR")
                        .older("END", "STORED"),
                script("somebody's browser")
                        .send("get a", "GET / HTTP/1.1", "Host: here", "")
                        .expect("END")
                        .expectClose(),
                script("the version alone").send("HTTP/1.0").expectClose(),
                script("a key named like that is none")
                        .send("get HTTP/1.1", "set HTTP/1.1 0 0 1", "x")
                        .expect("END", "STORED"),
                script("commands of operators without arguments")
                        .send("lru", "lru_crawler", "slabs", "slabs reassign", "slabs automove")
                        .expect("ERROR", "ERROR", "ERROR", "ERROR", "ERROR"),
                script("one key too long after the other")
                        .send("get " + KEY_OF_251, "touch " + KEY_OF_251 + " 0", "gat 0 " + KEY_OF_251, "get a")
                        .expect(BAD_LINE, BAD_LINE, BAD_LINE, "END")
                        .notOlder(),
                script("odd keys, and keys too long, while everything is logged")
                        .send("verbosity 9", "get %s%n%x", "set \1\33[2J\177\377 0 0 1", "x", "delete %n%n", "%s%s%n")
                        .send("touch " + KEY_OF_251 + " 0", "incr " + KEY_OF_251 + " 1", "foo " + KEY_OF_251)
                        .send("get \1\33[2J\177\377", "verbosity 0")
                        .expect("OK", "END", "STORED", "NOT_FOUND", "ERROR", BAD_LINE, BAD_LINE, "ERROR")
                        .expect("VALUE \1\33[2J\177\377 0 1", "x", "END", "OK"),
                script("numbers that are none")
                        .send("incr a 0x10", "touch a 1e3", "set a 0 0 1.5", "set a 0 0 --1", "set a 0 0 1-", "get a")
                        .expect(Scripts.BAD_DELTA, Scripts.BAD_EXPTIME, BAD_LINE, BAD_LINE, BAD_LINE, "END"),
                script("everything at once, in one packet")
                        .send("set a 1 0 1", "1", "gets a", "incr a 41", "append a 0 0 1", "0", "get a b", "delete b")
                        .send("touch a 0", "foo", "add a 0 0 1 noreply", "x", "gat 0 a", "delete a", "get a")
                        .expect("STORED", "VALUE a 1 1 CAS", "1", "END", "42", "STORED", "VALUE a 1 3", "420", "END")
                        .expect("NOT_FOUND", "TOUCHED", "ERROR", "VALUE a 1 3", "420", "END", "DELETED", "END"));
    }
}
