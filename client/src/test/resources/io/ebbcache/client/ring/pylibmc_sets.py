"""Sets the keys `key:0`, `key:1`, ... by pylibmc. Arguments: KETAMA or MODULO, the number of keys, servers as `host:port:weight`."""
import sys

import pylibmc

kind, count, *servers = sys.argv[1:]
behaviors = {"ketama_weighted": True} if kind == "KETAMA" else {"distribution": "modula", "hash": "md5"}
client = pylibmc.Client(servers, behaviors=behaviors)
for i in range(int(count)):
    if not client.set("key:%d" % i, "x"):
        sys.exit("not set")
