package io.quantmini.features;

/** How many random markets a property tries: few by itself, {@code -Dquantmini.features.tries=…} for another count. */
final class FeatureTries {
    private static final int FEW = 12;

    private FeatureTries() {}

    /** Seeds of the markets: the same in every run. */
    static long[] seeds() {
        Integer tries = Integer.getInteger("quantmini.features.tries");
        long[] seeds = new long[tries == null ? FEW : tries];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i] = 20_240_102L + i;
        }
        return seeds;
    }
}
