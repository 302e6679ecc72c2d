package io.ebbcache.store;

import io.ebbcache.region.residency.ResidencyMap;

/**
 * What was in memory at one moment.
 *
 * @param residency of values
 * @param ordinaryBytes what else the process had; 0 where the system does not tell
 */
record Look(ResidencyMap residency, long ordinaryBytes) {

    /**
     * Both of the same moment: the difference of two moments would be what was stored or taken between them.
     *
     * @param processBytes all that the process had; 0 where the system does not tell
     */
    static Look of(ResidencyMap residency, long processBytes) {
        return new Look(residency, Math.max(0, processBytes - residency.presentBytes()));
    }
}
