package io.quantmini.cli.demo;

/**
 * Random numbers that are the same on every Java platform: SplitMix64 (Steele, Lea, Flood 2014) and Box–Muller on
 * StrictMath. Not thread-safe.
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** A stream of its own for each pair of a seed and a name. */
    static Dice of(long seed, String name) {
        long mixed = mix(seed + GOLDEN_GAMMA);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed ^ (name.charAt(i) + GOLDEN_GAMMA));
        }
        return new Dice(mixed);
    }

    /** Uniform in [0, 1). */
    double uniform() {
        state += GOLDEN_GAMMA;
        return (mix(state) >>> 11) * 0x1.0p-53;
    }

    /** Uniform in 0 … bound-1. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    /** Standard normal. */
    double gaussian() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * Math.PI * uniform());
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
