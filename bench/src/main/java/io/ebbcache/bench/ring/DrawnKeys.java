package io.ebbcache.bench.ring;

import io.ebbcache.client.ring.KetamaPlacement;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Keys that are made up. */
final class DrawnKeys {

    /** What most caches see. */
    static final double ZIPF = 0.99;

    private static final int HEXADECIMAL = 16;

    private final int[] places;
    private final double[] loads;

    /**
     * Keys by their places on the ring.
     *
     * @param loads the share of all requests that ask for each; the sum is 1
     */
    DrawnKeys(int[] places, double[] loads) {
        this.places = places;
        this.loads = loads;
    }

    /** The first is the most popular one. */
    static DrawnKeys draw(SplittableRandom random, int count) {
        int[] places = new int[count];
        double[] loads = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            String key = "key:" + Long.toUnsignedString(random.nextLong(), HEXADECIMAL);
            places[i] = KetamaPlacement.placeOf(key.getBytes(StandardCharsets.US_ASCII));
            loads[i] = Math.pow(i + 1, -ZIPF);
            sum += loads[i];
        }
        for (int i = 0; i < count; i++) {
            loads[i] /= sum;
        }
        return new DrawnKeys(places, loads);
    }

    int count() {
        return places.length;
    }

    /** The place of a key on the ring. */
    int place(int key) {
        return places[key];
    }

    /** The share of all requests that ask for a key. */
    double load(int key) {
        return loads[key];
    }

    /** The index of the node of each key. */
    int[] owners(KetamaPlacement ring) {
        int[] owners = new int[places.length];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = ring.indexAt(places[i]);
        }
        return owners;
    }
}
