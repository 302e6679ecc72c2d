"""A dialogue of pymemcache, whose every answer is checked. Arguments: host, port."""

import socket
import sys
import time

from pymemcache.client.base import Client
from pymemcache.exceptions import MemcacheClientError, MemcacheServerError

client = Client((sys.argv[1], int(sys.argv[2])), timeout=20, default_noreply=False)


def expect(actual, expected):
    assert actual == expected, f"{str(actual)[:200]} instead of {str(expected)[:200]}"


expect(client.get("a"), None)
expect(client.set("a", b"1", flags=7), True)
expect(client.get("a"), b"1")
expect(client.add("a", b"2"), False)
expect(client.replace("b", b"2"), False)
expect(client.append("a", b"2"), True)
expect(client.prepend("a", b"0"), True)
expect(client.get("a"), b"012")
expect(client.set_many({f"key{i}": str(i) for i in range(1000)}), [])
expect(client.get_many([f"key{i}" for i in range(0, 2000)]), {f"key{i}": str(i).encode() for i in range(1000)})

value, cas = client.gets("a")
expect(value, b"012")
expect(client.cas("a", b"3", cas), True)
expect(client.cas("a", b"4", cas), False)
expect(client.cas("nothing", b"4", cas), None)

expect(client.set("n", b"10"), True)
expect(client.incr("n", 5), 15)
expect(client.decr("n", 100), 0)
expect(client.incr("nothing", 1), None)
try:
    client.set("word", b"word")
    client.incr("word", 1)
    raise AssertionError("a word was incremented")
except MemcacheClientError as error:
    expect("non-numeric" in str(error), True)

expect(client.touch("a", 100), True)
expect(client.touch("nothing", 100), False)
with socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=20) as raw:  # this client has no gat
    raw.sendall(b"gat 1 a\r\n")
    expect(raw.recv(100), b"VALUE a 0 1\r\n3\r\nEND\r\n")
time.sleep(2.2)
expect(client.get("a"), None)

expect(client.delete("n"), True)
expect(client.delete("n"), False)

for size in (0, 1, 4_000, 4_096, 16_384, 65_536, 300_000, 1_000_000):
    big = bytes(i % 251 for i in range(size))
    expect(client.set("big", big), True)
    expect(client.get("big"), big)
try:
    client.set("big", b"x" * 1_048_576)
    raise AssertionError("a value beyond the limit was stored")
except MemcacheServerError as error:
    expect("too large" in str(error), True)
client.close()
expect(client.get("big"), None)

for i in range(1000):
    client.set(f"key{i}", b"quiet", noreply=True)
expect(client.get("key999"), b"quiet")
expect(client.stats()[b"curr_items"] >= 1000, True)
expect(client.flush_all(), True)
expect(client.get("key1"), None)
client.quit()
print("all as expected")
