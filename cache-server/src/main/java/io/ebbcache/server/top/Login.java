package io.ebbcache.server.top;

/** What a server with passwords is told first. */
public record Login(String user, String password) {}
