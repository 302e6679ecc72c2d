package io.ebbcache.bench.micro;

/**
 * How long each benchmark is measured.
 *
 * @param forks JVMs one after the other; 0 is the one that asks
 * @param warmUps iterations that do not count, for each JVM
 * @param iterations that count, for each JVM
 * @param millis length of an iteration
 */
record Pace(int forks, int warmUps, int iterations, int millis) {}
