package io.ebbcache.bench.ring;

import org.jspecify.annotations.Nullable;

/**
 * The share of the keys that have another node afterwards: the mean of several changes of a kind.
 *
 * @param join one node comes
 * @param leave one node goes
 * @param replace one node goes and one of another address comes, at once
 * @param leaveTen ten nodes go at once; null where there are not more than ten
 */
record Moves(
        double join, double leave, double replace, @Nullable Double leaveTen) {}
