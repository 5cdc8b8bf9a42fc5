package io.quantmini.features.internal.kernel;

/** Values that are finite, and NaN for others. */
final class Finite {
    private Finite() {}

    /** The value, or NaN. Adding 0 times the value becomes a vector instruction, which a comparison does not. */
    static double of(double x) {
        return x + x * 0;
    }

    /** The value, or NaN. */
    static float of(float x) {
        return x + x * 0;
    }
}
