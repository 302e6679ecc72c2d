"""Asks libmemcached where keys are: no server is needed.

Reads rings, one a line: `KETAMA host port weight host port weight ...` or `MODULO ...`; lines that begin with # are passed on.
Writes each ring and after it, in one line, the index of the server of each of the keys `kéy:0`, `kéy:1`, ... The
argument is the number of keys. `placements.txt` was made so, with 100 keys.
"""
import ctypes
import ctypes.util
import sys

HASH, DISTRIBUTION, KETAMA_WEIGHTED = 2, 9, 16
HASH_MD5, DISTRIBUTION_MODULA = 1, 0

lib = ctypes.CDLL(ctypes.util.find_library("memcached") or "libmemcached.so.11")
lib.memcached_create.restype = ctypes.c_void_p
lib.memcached_create.argtypes = [ctypes.c_void_p]
lib.memcached_free.argtypes = [ctypes.c_void_p]
lib.memcached_behavior_set.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_uint64]
lib.memcached_server_add_with_weight.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint16, ctypes.c_uint32]
lib.memcached_generate_hash.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
lib.memcached_generate_hash.restype = ctypes.c_uint32


def done(code):
    if code != 0:
        sys.exit("libmemcached answered %d" % code)


def placements(kind, servers, keys):
    client = lib.memcached_create(None)
    if kind == "KETAMA":
        done(lib.memcached_behavior_set(client, KETAMA_WEIGHTED, 1))
    else:
        done(lib.memcached_behavior_set(client, DISTRIBUTION, DISTRIBUTION_MODULA))
        done(lib.memcached_behavior_set(client, HASH, HASH_MD5))
    for host, port, weight in servers:
        done(lib.memcached_server_add_with_weight(client, host.encode(), int(port), int(weight)))
    found = [lib.memcached_generate_hash(client, key, len(key)) for key in keys]
    lib.memcached_free(client)
    return found


keys = [("kéy:%d" % i).encode("utf-8") for i in range(int(sys.argv[1]))]
for line in sys.stdin:
    line = line.rstrip("\n")
    print(line)
    if not line.startswith("#"):
        kind, *rest = line.split()
        servers = list(zip(rest[0::3], rest[1::3], rest[2::3]))
        print(" ".join(str(index) for index in placements(kind, servers, keys)))
