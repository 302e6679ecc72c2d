package io.ebbcache.server.protocol.binary;

import static io.ebbcache.server.protocol.binary.Packet.reply;
import static io.ebbcache.server.protocol.binary.Packet.request;
import static io.ebbcache.server.protocol.binary.PacketScript.script;

import java.util.List;
import java.util.stream.Stream;

/** All scripts: every opcode, every status, every wrong length. */
public final class PacketScripts {

    private static final Packet NOOP = request(0x0a);
    private static final Packet NOOP_DONE = reply(0x0a);
    private static final String KEY_OF_250 = "k".repeat(250);
    private static final String KEY_OF_251 = "k".repeat(251);
    private static final String TOO_LARGE = "x".repeat(1048576);

    private PacketScripts() {}

    public static List<PacketScript> all() {
        return Stream.of(storing(), extending(), getting(), touching(), counting(), deleting(), rest(), malformed())
                .flatMap(List::stream)
                .toList();
    }

    /** A request that stores something. */
    public static String item() {
        return set("k", 0, "v").bytes();
    }

    /** A request for a group of statistics. */
    public static String statistics(String group) {
        return request(0x10, group).bytes();
    }

    private static Packet set(String key, int flags, String value) {
        return store(0x01, key, flags, value);
    }

    private static Packet store(int opcode, String key, int flags, String value) {
        return request(opcode, key).ints(flags, 0).value(value);
    }

    private static Packet stored(int opcode) {
        return reply(opcode).someCas();
    }

    private static Packet hit(int opcode, int flags, String value) {
        return reply(opcode).ints(flags).value(value).someCas();
    }

    private static Packet notFound(int opcode) {
        return reply(opcode, 0x01, "Not found");
    }

    private static Packet exists(int opcode) {
        return reply(opcode, 0x02, "Data exists for key.");
    }

    private static Packet tooLarge(int opcode) {
        return reply(opcode, 0x03, "Too large.");
    }

    private static Packet invalid(int opcode) {
        return reply(opcode, 0x04, "Invalid arguments");
    }

    private static Packet notStored(int opcode) {
        return reply(opcode, 0x05, "Not stored.");
    }

    private static Packet unknown(int opcode) {
        return reply(opcode, 0x81, "Unknown command");
    }

    private static List<PacketScript> storing() {
        return List.of(
                script("set stores, and set again replaces")
                        .send(set("a", 5, "abc"), request(0, "a"), set("a", 6, "de"), request(0, "a"))
                        .expect(stored(1), hit(0, 5, "abc"), stored(1), hit(0, 6, "de")),
                script("an empty value").send(set("a", 0, ""), request(0, "a")).expect(stored(1), hit(0, 0, "")),
                script("flags of 32 bits")
                        .send(set("a", 0xfedcba98, "x"), request(0, "a"))
                        .expect(stored(1), hit(0, 0xfedcba98, "x")),
                script("the longest key, of any bytes")
                        .send(
                                set(KEY_OF_250, 0, "x"),
                                request(0, KEY_OF_250),
                                set("\0 \r\n", 0, "y"),
                                request(0, "\0 \r\n"))
                        .expect(stored(1), hit(0, 0, "x"), stored(1), hit(0, 0, "y")),
                script("add only where there is nothing")
                        .send(store(2, "a", 1, "x"), store(2, "a", 2, "y"), request(0, "a"))
                        .expect(stored(2), exists(2), hit(0, 1, "x")),
                script("replace only where there is something")
                        .send(store(3, "a", 1, "x"), set("a", 0, "y"), store(3, "a", 2, "z"), request(0, "a"))
                        .expect(notFound(3), stored(1), stored(3), hit(0, 2, "z")),
                script("with a CAS number, set, add and replace are one: nothing there")
                        .send(
                                set("a", 0, "x").cas(99),
                                store(2, "a", 0, "x").cas(99),
                                store(3, "a", 0, "x").cas(99))
                        .expect(notFound(1), notFound(2), notFound(3)),
                script("with a CAS number, set, add and replace are one: another there")
                        .send(set("a", 0, "x"))
                        .send(
                                set("a", 0, "y").cas(-9),
                                store(2, "a", 0, "y").cas(-9),
                                store(3, "a", 0, "y").cas(-9))
                        .send(request(0, "a"))
                        .expect(stored(1), exists(1), exists(2), exists(3), hit(0, 0, "x")),
                script("quiet ones tell only what went wrong")
                        .send(store(0x11, "a", 1, "x"), store(0x12, "b", 2, "y"), store(0x13, "a", 3, "z"))
                        .send(
                                store(0x12, "a", 0, ""),
                                store(0x13, "c", 0, ""),
                                store(0x11, "c", 0, "").cas(5),
                                NOOP)
                        .send(request(0, "a"))
                        .expect(exists(0x12), notFound(0x13), notFound(0x11), NOOP_DONE, hit(0, 3, "z")),
                script("too large: swallowed, and set removes the old item")
                        .send(set("a", 0, "x"), set("a", 0, TOO_LARGE), request(0, "a"))
                        .expect(stored(1), tooLarge(1), notFound(0)),
                script("too large: any other command leaves the old item")
                        .send(
                                set("a", 0, "x"),
                                store(3, "a", 0, TOO_LARGE),
                                store(0x19, "a", 0, "").extras(""))
                        .send(request(0x0e, "a").value(TOO_LARGE), request(0, "a"))
                        .expect(stored(1), tooLarge(3), tooLarge(0x0e), hit(0, 0, "x")),
                script("too large, quietly, is told")
                        .send(store(0x11, "a", 0, TOO_LARGE), NOOP)
                        .expect(tooLarge(0x11), NOOP_DONE),
                script("a value of many pages")
                        .send(set("a", 9, "xyz0".repeat(250000)), request(0, "a"))
                        .expect(stored(1), hit(0, 9, "xyz0".repeat(250000))),
                script("the expiry is without sign: never in our time")
                        .send(request(1, "a").ints(0, -1).value("x"), request(0, "a"))
                        .expect(stored(1), hit(0, 0, "x")),
                script("an expiry long ago")
                        .send(request(1, "a").ints(0, 2_600_000).value("x"), request(0, "a"))
                        .expect(stored(1), notFound(0)));
    }

    private static List<PacketScript> extending() {
        return List.of(
                script("append and prepend keep the flags")
                        .send(
                                set("a", 7, "bc"),
                                request(0x0e, "a").value("d"),
                                request(0x0f, "a").value("a"))
                        .send(request(0, "a"))
                        .expect(stored(1), stored(0x0e), stored(0x0f), hit(0, 7, "abcd")),
                script("append and prepend to nothing")
                        .send(request(0x0e, "a").value("d"), request(0x0f, "a").value("a"), request(0, "a"))
                        .expect(notStored(0x0e), notStored(0x0f), notFound(0)),
                script("append and prepend to another version")
                        .send(
                                set("a", 0, "x"),
                                request(0x0e, "a").value("d").cas(-9),
                                request(0x0f, "a").value("d").cas(-9))
                        .send(request(0x0e, "b").value("d").cas(-9))
                        .expect(stored(1), exists(0x0e), exists(0x0f), notStored(0x0e)),
                script("quiet append and prepend")
                        .send(
                                set("a", 0, "b"),
                                request(0x19, "a").value("c"),
                                request(0x1a, "a").value("a"))
                        .send(request(0x19, "b").value("c"), request(0x1a, "b").value("c"), request(0, "a"))
                        .expect(stored(1), notStored(0x19), notStored(0x1a), hit(0, 0, "abc")),
                script("append beyond the limit")
                        .send(
                                set("a", 0, "x".repeat(700000)),
                                request(0x0e, "a").value("y".repeat(700000)),
                                NOOP)
                        .expect(stored(1), notStored(0x0e), NOOP_DONE));
    }

    private static List<PacketScript> getting() {
        return List.of(
                script("get and getk, hit and miss")
                        .send(set("a", 5, "abc"), request(0x00, "a"), request(0x0c, "a"))
                        .send(request(0x00, "q"), request(0x0c, "q"))
                        .expect(
                                stored(1),
                                hit(0x00, 5, "abc"),
                                hit(0x0c, 5, "abc").key("a"))
                        .expect(notFound(0x00), reply(0x0c).status(1).key("q")),
                script("quiet get and getk hide misses only")
                        .send(set("a", 5, "abc"), request(0x09, "q"), request(0x09, "a"), request(0x0d, "q"))
                        .send(request(0x0d, "a"), NOOP)
                        .expect(
                                stored(1),
                                hit(0x09, 5, "abc"),
                                hit(0x0d, 5, "abc").key("a"),
                                NOOP_DONE),
                script("a long pipeline of quiet gets").send(manyGets()).expect(manyHits()));
    }

    private static Packet[] manyGets() {
        Stream<Packet> gets = Stream.generate(() -> request(0x0d, "a")).limit(500);
        return Stream.of(Stream.of(set("a", 1, "y".repeat(100))), gets, Stream.of(NOOP))
                .flatMap(packets -> packets)
                .toArray(Packet[]::new);
    }

    private static Packet[] manyHits() {
        Stream<Packet> hits =
                Stream.generate(() -> hit(0x0d, 1, "y".repeat(100)).key("a")).limit(500);
        return Stream.of(Stream.of(stored(1)), hits, Stream.of(NOOP_DONE))
                .flatMap(packets -> packets)
                .toArray(Packet[]::new);
    }

    private static List<PacketScript> touching() {
        return List.of(
                script("touch answers with the flags")
                        .send(
                                set("a", 5, "abc"),
                                request(0x1c, "a").ints(100),
                                request(0x1c, "q").ints(100))
                        .expect(stored(1), hit(0x1c, 5, ""), notFound(0x1c)),
                script("touch changes the expiry")
                        .send(set("a", 5, "abc"), request(0x1c, "a").ints(2_600_000), request(0, "a"))
                        .expect(stored(1), hit(0x1c, 5, ""), notFound(0)),
                script("get and touch")
                        .send(
                                set("a", 5, "abc"),
                                request(0x1d, "a").ints(100),
                                request(0x23, "a").ints(100))
                        .send(request(0x1d, "q").ints(100), request(0x23, "q").ints(100))
                        .send(request(0x1d, "a").ints(2_600_000), request(0, "a"))
                        .expect(
                                stored(1),
                                hit(0x1d, 5, "abc"),
                                hit(0x23, 5, "abc").key("a"))
                        .expect(notFound(0x1d), reply(0x23).status(1).key("q"))
                        .expect(hit(0x1d, 5, "abc"), notFound(0)),
                script("quiet get and touch")
                        .send(
                                set("a", 5, "abc"),
                                request(0x1e, "a").ints(100),
                                request(0x24, "a").ints(100))
                        .send(request(0x1e, "q").ints(100), request(0x24, "q").ints(100), NOOP)
                        .expect(
                                stored(1),
                                hit(0x1e, 5, "abc"),
                                hit(0x24, 5, "abc").key("a"),
                                NOOP_DONE));
    }

    private static List<PacketScript> counting() {
        return List.of(
                script("increment and decrement make a number if they may")
                        .send(request(5, "n").number(1, 7, -1), request(6, "m").number(1, 7, -1))
                        .send(request(5, "n").number(1, 7, 0), request(6, "m").number(1, 9, 100))
                        .send(request(5, "n").number(2, 7, 0), request(6, "m").number(2, 7, -1))
                        .send(request(0, "n"), request(0, "m"))
                        .expect(notFound(5), notFound(6))
                        .expect(reply(5).value(7).someCas(), reply(6).value(9).someCas())
                        .expect(reply(5).value(9).someCas(), reply(6).value(7).someCas())
                        .expect(hit(0, 0, "9"), hit(0, 0, "7")),
                script("increment wraps, decrement stops at 0")
                        .send(
                                set("n", 3, "18446744073709551615"),
                                request(5, "n").number(2, 0, -1))
                        .send(request(6, "n").number(5, 0, -1), request(0, "n"))
                        .expect(
                                stored(1),
                                reply(5).value(1).someCas(),
                                reply(6).value(0).someCas())
                        .expect(hit(0, 3, "0" + " ".repeat(19))),
                script("an initial number of 64 bits")
                        .send(request(5, "n").number(1, -1, 0), request(0, "n"))
                        .expect(reply(5).value(-1).someCas(), hit(0, 0, "18446744073709551615")),
                script("what is no number")
                        .send(
                                set("n", 0, "abc"),
                                request(5, "n").number(1, 7, 0),
                                request(6, "n").number(1, 7, 0))
                        .expect(stored(1))
                        .expect(reply(5, 6, "Non-numeric server-side value for incr or decr"))
                        .expect(reply(6, 6, "Non-numeric server-side value for incr or decr")),
                script("a number of another version")
                        .send(set("n", 0, "5"), request(5, "n").number(1, 7, 0).cas(-9))
                        .send(request(6, "n").number(1, 7, 0).cas(-9), request(0, "n"))
                        .expect(stored(1), exists(5), exists(6), hit(0, 0, "5")),
                script("quiet increment and decrement")
                        .send(
                                request(0x15, "n").number(1, 7, 0),
                                request(0x15, "n").number(5, 7, 0))
                        .send(
                                request(0x16, "n").number(2, 7, 0),
                                request(0x15, "m").number(2, 7, -1))
                        .send(request(0x16, "m").number(2, 7, -1), request(0, "n"))
                        .expect(notFound(0x15), notFound(0x16), hit(0, 0, "10")));
    }

    private static List<PacketScript> deleting() {
        return List.of(
                script("delete")
                        .send(set("a", 0, "x"), request(4, "a"), request(4, "a"), request(0, "a"))
                        .expect(stored(1), reply(4), notFound(4), notFound(0)),
                script("delete of another version")
                        .send(
                                set("a", 0, "x"),
                                request(4, "a").cas(-9),
                                request(4, "b").cas(-9),
                                request(0, "a"))
                        .expect(stored(1), exists(4), notFound(4), hit(0, 0, "x")),
                script("quiet delete tells what was not there")
                        .send(set("a", 0, "x"), request(0x14, "a"), request(0x14, "a"), NOOP)
                        .expect(stored(1), notFound(0x14), NOOP_DONE));
    }

    private static List<PacketScript> rest() {
        return List.of(
                script("noop").send(NOOP, NOOP).expect(NOOP_DONE, NOOP_DONE),
                script("version, which is another")
                        .send(request(0x0b))
                        .expect(reply(0x0b, 0, "1.2.3"))
                        .notOlder(),
                script("quit").send(request(0x07), NOOP).expect(reply(0x07)).expectClose(),
                script("quiet quit")
                        .send(NOOP, request(0x17), NOOP)
                        .expect(NOOP_DONE)
                        .expectClose(),
                script("flush")
                        .send(set("a", 0, "x"), request(0x08), request(0, "a"))
                        .expect(stored(1), reply(0x08), notFound(0)),
                script("flush now, by an expiry")
                        .send(set("a", 0, "x"), request(0x08).ints(0), request(0, "a"))
                        .expect(stored(1), reply(0x08), notFound(0)),
                script("flush quietly")
                        .send(
                                set("a", 0, "x"),
                                request(0x18),
                                request(0, "a"),
                                request(0x18).ints(0),
                                NOOP)
                        .expect(stored(1), notFound(0), NOOP_DONE),
                script("statistics that nobody knows")
                        .send(request(0x10, "nonsense"), NOOP)
                        .expect(notFound(0x10), NOOP_DONE),
                script("statistics of connections, and of details without a word for them")
                        .send(request(0x10, "conns"), request(0x10, "detail"), request(0x10, "detail of"), NOOP)
                        .expect(notFound(0x10), notFound(0x10), notFound(0x10), NOOP_DONE),
                script("statistics of sizes")
                        .send(request(0x10, "sizes"), NOOP)
                        .expect(reply(0x10).key("sizes_status").value("disabled"), reply(0x10), NOOP_DONE),
                script("statistics of details")
                        .send(request(0x10, "detail on"), request(0x10, "detail off"), request(0x10, "detail dump"))
                        .expect(
                                reply(0x10),
                                reply(0x10),
                                reply(0x10).key("detailed").value("END\r\n"),
                                reply(0x10)),
                script("statistics from 0 on")
                        .send(request(0x10, "reset"), NOOP)
                        .expect(reply(0x10), NOOP_DONE),
                script("an opcode that nobody knows")
                        .send(request(0x55), request(0x1b), request(0xff), NOOP)
                        .expect(unknown(0x55), unknown(0x1b), unknown(0xff), NOOP_DONE),
                script("the body of an unknown opcode is swallowed; the old one took the key twice")
                        .send(request(0x55, "key").extras("extras").value("v".repeat(1000)), NOOP)
                        .expect(unknown(0x55), NOOP_DONE)
                        .notOlder(),
                script("SASL where it is not offered")
                        .send(
                                request(0x20),
                                request(0x21, "PLAIN").value("\0a\0b"),
                                request(0x22, "PLAIN").value("\0a\0b"))
                        .send(NOOP)
                        .expect(unknown(0x20), unknown(0x21), unknown(0x22), NOOP_DONE));
    }

    private static PacketScript closes(String name, Packet packet, Packet reply) {
        return script(name).send(packet, NOOP).expect(reply).expectClose();
    }

    private static List<PacketScript> malformed() {
        return List.of(
                closes("set without a key", set("", 0, "x"), invalid(1)),
                closes("set with 4 bytes of extras", request(1, "a").ints(1).value("x"), invalid(1)),
                closes("set without extras", request(1, "a").value("x"), invalid(1)),
                closes("set with 255 bytes of extras", request(1, "a").extras("e".repeat(255)), invalid(1)),
                closes("add with 12 bytes of extras", request(2, "a").ints(1, 2, 3), invalid(2)),
                closes("quiet replace without extras", request(0x13, "a").value("x"), invalid(0x13)),
                closes("set with a key of 251 bytes", set(KEY_OF_251, 0, "x"), invalid(1)),
                closes("get with a key of 251 bytes", request(0, KEY_OF_251), invalid(0)),
                closes(
                                "delete with a key of 65535 bytes, on which the old one closes without a word",
                                request(4, "k".repeat(65535)),
                                invalid(4))
                        .notOlder(),
                closes("get without a key", request(0), invalid(0)),
                closes("get with extras", request(0, "a").ints(1), invalid(0)),
                closes("quiet get with a value", request(9, "a").value("v"), invalid(9)),
                closes("getk with a value", request(0x0c, "a").value("v"), invalid(0x0c)),
                closes("delete with extras", request(4, "a").ints(1), invalid(4)),
                closes("delete with a value", request(4, "a").value("v"), invalid(4)),
                closes("increment with 19 bytes of extras", request(5, "n").extras("e".repeat(19)), invalid(5)),
                closes("increment with a value", request(5, "n").number(1, 1, 0).value("v"), invalid(5)),
                closes("decrement without a key", request(6).number(1, 1, 0), invalid(6)),
                closes("quit with a key", request(7, "a"), invalid(7)),
                closes("flush with a key", request(8, "a"), invalid(8)),
                closes("flush with 2 bytes of extras", request(8).extras("ab"), invalid(8)),
                closes("flush with 8 bytes of extras", request(8).ints(0, 0), invalid(8)),
                closes("noop with a key", request(0x0a, "a"), invalid(0x0a)),
                closes("noop with a value", request(0x0a).value("v"), invalid(0x0a)),
                closes("version with extras", request(0x0b).ints(1), invalid(0x0b)),
                closes("append with extras", request(0x0e, "a").ints(0, 0).value("x"), invalid(0x0e)),
                closes("prepend without a key", request(0x0f).value("x"), invalid(0x0f)),
                closes("statistics with extras", request(0x10).ints(1), invalid(0x10)),
                closes("touch without extras", request(0x1c, "a"), invalid(0x1c)),
                closes("touch without a key", request(0x1c).ints(1), invalid(0x1c)),
                closes(
                        "get and touch with 8 bytes of extras",
                        request(0x1d, "a").ints(1, 2),
                        invalid(0x1d)),
                closes(
                                "touch with a value, which the old one took for a header",
                                request(0x1c, "a").ints(1).value("v"),
                                invalid(0x1c))
                        .notOlder(),
                closes("key longer than the body", request(0, "a").bodyLength(0), unknown(0)),
                closes("extras and key longer than the body", set("a", 0, "").bodyLength(8), unknown(1)),
                closes("append with less body than key", request(0x0e, "abc").bodyLength(2), unknown(0x0e)),
                closes(
                        "extras of 255 bytes beyond the body",
                        request(1, "a").extras("e".repeat(255)).bodyLength(5),
                        unknown(1)),
                closes(
                        "an unknown opcode with less body than key",
                        request(0x55, "abc").bodyLength(2),
                        unknown(0x55)),
                closes(
                                "a body of 2^32 - 24 bytes, which the old one left unanswered",
                                set("a", 0, "x").bodyLength(0xffffffe8L),
                                invalid(1))
                        .notOlder(),
                closes(
                                "append with a body of 2^32 - 1 bytes, which the old one left unanswered",
                                request(0x0e, "a").bodyLength(0xffffffffL),
                                invalid(0x0e))
                        .notOlder(),
                closes("prepend with less body than key", request(0x0f, "abc").bodyLength(2), unknown(0x0f)),
                closes(
                                "prepend with a body of 2^31 bytes, which the old one left unanswered",
                                request(0x0f, "a").bodyLength(0x80000000L),
                                invalid(0x0f))
                        .notOlder(),
                closes(
                                "a body of 1 GiB and a byte, which the old one waits for",
                                set("a", 0, "x").bodyLength((1L << 30) + 1),
                                invalid(1))
                        .notOlder(),
                script("a magic number that is none")
                        .send(NOOP, NOOP.magic(0x81))
                        .expect(NOOP_DONE)
                        .expectClose(),
                script("text behind a packet")
                        .send(NOOP, NOOP.magic('g'))
                        .expect(NOOP_DONE)
                        .expectClose());
    }
}
