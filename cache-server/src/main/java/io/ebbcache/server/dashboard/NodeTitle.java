package io.ebbcache.server.dashboard;

/**
 * What a page about a node has at its head.
 *
 * @param name of the node
 * @param version of Ebb
 */
public record NodeTitle(String name, String version) {}
