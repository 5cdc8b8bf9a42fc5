package io.quantmini.features.internal.kernel;

/**
 * The natural logarithm as NumPy computes it for float32: the same bits on every JVM.
 *
 * <p>Qlib takes logarithms of float32 columns with {@code np.log}, whose last bits differ from the rounded logarithm in
 * one of eight values. This follows NumPy 2's x86 loops (AVX2 with FMA, and AVX-512: the same steps) in
 * {@code loops_exponent_log.dispatch.c.src}: the mantissa in (sqrt(1/2), sqrt(2)], a quotient of two polynomials of degree
 * 5 in it less one, then the exponent times log(2); every product and sum a fused one. NumPy's largest error is 3.83 units
 * in the last place. A machine without these instructions has another {@code np.log}.
 */
public final class NumpyLog {
    private static final float P1 = 1.0f;
    private static final float P2 = 2.1126776f;
    private static final float P3 = 1.4800006f;
    private static final float P4 = 0.38088378f;
    private static final float P5 = 0.025899792f;
    private static final float Q1 = 2.6126776f;
    private static final float Q2 = 2.453006f;
    private static final float Q3 = 0.9864943f;
    private static final float Q4 = 0.15464763f;
    private static final float Q5 = 0.0058750953f;
    private static final float LOG_2 = 0.6931472f;

    /** The bits of the smallest mantissa: the float above sqrt(1/2). */
    private static final int SMALLEST = 0x3f3504f4;

    private static final int ONE = 0x3f800000;
    private static final int MANTISSA_BITS = 23;
    private static final int MANTISSA_MASK = (1 << MANTISSA_BITS) - 1;
    private static final int BIAS = 127;
    private static final int SUBNORMAL_SCALE = 100;
    private static final float SUBNORMAL_FACTOR = 0x1p100f;
    private static final int BLOCK = 512;

    private NumpyLog() {}

    /** The logarithm of x; minus infinity of 0, NaN of a negative value and of NaN. */
    public static float log(float x) {
        if (isOrdinary(x)) {
            int bits = shifted(x);
            return combine(exponent(bits), mantissa(bits));
        }
        if (isSubnormal(x)) {
            int bits = shifted(x * SUBNORMAL_FACTOR);
            return combine(exponent(bits) - SUBNORMAL_SCALE, mantissa(bits));
        }
        return limit(x);
    }

    /** The logarithms of the first {@code rows} values; {@code out} may be {@code x}. */
    public static void log(float[] x, float[] out, int rows) {
        // The loop that takes bits apart is not vectorised, so the arithmetic has its own, over arrays that begin
        // together.
        int block = Math.min(BLOCK, rows);
        float[] mantissas = new float[block];
        float[] exponents = new float[block];
        for (int from = 0; from < rows; from += block) {
            int length = Math.min(block, rows - from);
            System.arraycopy(x, from, mantissas, 0, length);
            reduce(mantissas, exponents, length);
            combine(mantissas, exponents, length);
            System.arraycopy(mantissas, 0, out, from, length);
        }
    }

    private static void reduce(float[] x, float[] exponents, int length) {
        for (int i = 0; i < length; i++) {
            float value = x[i];
            if (isOrdinary(value)) {
                int bits = shifted(value);
                exponents[i] = exponent(bits);
                x[i] = mantissa(bits);
            } else if (isSubnormal(value)) {
                int bits = shifted(value * SUBNORMAL_FACTOR);
                exponents[i] = exponent(bits) - SUBNORMAL_SCALE;
                x[i] = mantissa(bits);
            } else {
                // The polynomials give 0 at 1, so an infinity or NaN goes through.
                exponents[i] = limit(value);
                x[i] = 1;
            }
        }
    }

    private static void combine(float[] mantissas, float[] exponents, int length) {
        for (int i = 0; i < length; i++) {
            mantissas[i] = combine(exponents[i], mantissas[i]);
        }
    }

    private static float combine(float exponent, float mantissa) {
        float x = mantissa - 1;
        float above = Math.fma(Math.fma(Math.fma(Math.fma(P5, x, P4), x, P3), x, P2), x, P1) * x;
        float below = Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(Q5, x, Q4), x, Q3), x, Q2), x, Q1), x, 1);
        return Math.fma(exponent, LOG_2, above / below);
    }

    /** Whether x is positive, finite and not subnormal. */
    private static boolean isOrdinary(float x) {
        return x >= Float.MIN_NORMAL && x <= Float.MAX_VALUE;
    }

    private static boolean isSubnormal(float x) {
        return x > 0 && x < Float.MIN_NORMAL;
    }

    /** The logarithm of what is neither. */
    private static float limit(float x) {
        if (x == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return x > 0 ? x : Float.NaN;
    }

    /** Bits whose exponent changes where the smallest mantissa is. */
    private static int shifted(float x) {
        return Float.floatToRawIntBits(x) + (ONE - SMALLEST);
    }

    private static float exponent(int shifted) {
        return (shifted >> MANTISSA_BITS) - BIAS;
    }

    private static float mantissa(int shifted) {
        return Float.intBitsToFloat((shifted & MANTISSA_MASK) + SMALLEST);
    }
}
