package io.ebbcache.client.connection;

import io.ebbcache.client.ring.Node;

/** What all connections to one node share. */
record ConnectionSetup(Node node, ConnectionConfig config, EventLoops loops, Completion completion) {}
