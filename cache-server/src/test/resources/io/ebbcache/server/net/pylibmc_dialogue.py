"""A dialogue of pylibmc, whose every answer is checked. Arguments: host, port, text or binary, then perhaps user and password."""

import sys
import time

import pylibmc

login = {"username": sys.argv[4], "password": sys.argv[5]} if len(sys.argv) > 4 else {}
client = pylibmc.Client(
    [f"{sys.argv[1]}:{sys.argv[2]}"],
    binary=sys.argv[3] == "binary",
    behaviors={"cas": True, "tcp_nodelay": True, "receive_timeout": 20_000_000, "send_timeout": 20_000_000},
    **login,
)


def expect(actual, expected):
    assert actual == expected, f"{str(actual)[:200]} instead of {str(expected)[:200]}"


def refused(call, *arguments, by):
    try:
        answer = call(*arguments)
    except by:
        return
    raise AssertionError(f"{answer} instead of {by}")


def absent(call, *arguments):
    """Text clients are told that nothing was stored, binary ones that nothing was found."""
    try:
        expect(call(*arguments), False)
    except pylibmc.NotFound:
        expect(sys.argv[3], "binary")


expect(client.get("a"), None)
expect(client.set("a", "one"), True)
expect(client.get("a"), "one")
expect(client.add("a", "two"), False)
expect(client.add("b", "two"), True)
absent(client.replace, "nothing", "x")
expect(client.replace("b", "three"), True)
expect(client.append("b", "-"), True)
expect(client.prepend("b", "-"), True)
expect(client.append("nothing", "-"), False)
expect(client.get("b"), "-three-")
for value in (b"\0\r\n bytes", 17, 2.5, True, ["a", {"list": None}], ""):
    expect(client.set("any", value), True)
    expect(client.get("any"), value)

value, cas = client.gets("a")
expect(value, "one")
expect(client.cas("a", "two", cas), True)
expect(client.cas("a", "three", cas), False)
refused(client.cas, "nothing", "three", cas, by=pylibmc.NotFound)
expect(client.get("a"), "two")

expect(client.set("n", 10), True)
expect(client.incr("n", 5), 15)
expect(client.decr("n", 3), 12)
expect(client.decr("n", 100), 0)
expect(int(client.get("n")), 0)
refused(client.incr, "nothing", by=pylibmc.NotFound)
refused(client.incr, "a", by=pylibmc.Error)

many = {f"key{i}": f"value of {i}" for i in range(1000)}
expect(client.set_multi(many), [])
expect(client.get_multi([f"key{i}" for i in range(2000)]), many)
expect(client.delete_multi(["key0", "key1"]), True)
expect(sorted(client.get_multi(["key0", "key1", "key2"])), ["key2"])

expect(client.delete("b"), True)
expect(client.delete("b"), False)

expect(client.set("soon", "x", time=100), True)
expect(client.touch("soon", 1), True)
expect(client.touch("nothing", 1), False)
expect(client.touch("a", 100), True)
time.sleep(2.2)
expect(client.get("soon"), None)
expect(client.get("a"), "two")

for size in (1, 4_000, 4_096, 16_384, 65_536, 300_000, 1_000_000):
    big = bytes(i % 251 for i in range(size))
    expect(client.set("big", big), True)
    expect(client.get("big"), big)
refused(client.set, "big", b"x" * 1_048_576, by=pylibmc.Error)
expect(client.get("big"), None)

if not login:  # it asks for them by a connection that says nothing of who it is
    ((_, stats),) = client.get_stats()
    expect(int(stats["curr_items"]) >= 1000, True)
expect(client.flush_all(), True)
expect(client.get("key5"), None)
print("all as expected")
