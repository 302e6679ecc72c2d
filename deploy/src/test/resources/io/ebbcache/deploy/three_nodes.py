"""Stores or finds the same keys by one client or another, which know some nodes.

Arguments: ketama (pylibmc, that is libmemcached) or rendezvous (pymemcache), store or find, which values, names of nodes.
Prints how many keys were stored, or found with just those values.
"""

import sys

import pylibmc
from pymemcache.client.hash import HashClient

kind, action, word = sys.argv[1:4]
nodes = sys.argv[4:]
values = {f"key-{i}": f"{word} of {i}".encode() for i in range(600)}

if kind == "ketama":
    client = pylibmc.Client(
        [f"{node}:11211" for node in nodes],
        behaviors={"ketama_weighted": True, "receive_timeout": 20_000_000, "send_timeout": 20_000_000},
    )
    store, find = client.set_multi, client.get_multi
else:
    client = HashClient([(node, 11211) for node in nodes], timeout=20, default_noreply=False)
    store, find = client.set_many, client.get_many

if action == "store":
    print(len(values) - len(store(values)))
else:
    found = find(list(values))
    print(sum(found.get(key) == value for key, value in values.items()))
