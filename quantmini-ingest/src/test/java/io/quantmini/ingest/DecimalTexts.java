package io.quantmini.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;

/** Random texts that are numbers of the flat files' grammar, and some that nearly are. */
final class DecimalTexts {
    private static final String ALPHABET = "0123456789..ee--+E ,x_fdNa";
    private static final double[] EDGES = {
        0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        1L << 53,
        1e15,
        1e16,
        1e17,
        1e18,
        1e19,
        1e22,
        1e23,
        0.1
    };

    private DecimalTexts() {}

    /** A number. */
    static String number(Random random) {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> price(random);
            case 4, 5 -> Long.toString(random.nextInt(1 << random.nextInt(31)));
            case 6 -> digits(random, 1 + random.nextInt(25));
            case 7 -> fixed(random, 1 + random.nextInt(25));
            case 8 -> fixed(random, 1 + random.nextInt(40)) + exponent(random, 30);
            case 9 -> shortest(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE));
            case 10 -> shortest(edge(random));
            case 11 -> halfway(Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE), random);
            case 12 -> halfway(random.nextInt(100_000_000) / Math.pow(10, random.nextInt(6)), random);
            case 13 -> fixed(random, 1 + random.nextInt(20)) + exponent(random, 330);
            case 14 -> "0".repeat(random.nextInt(30)) + fixed(random, 9).replace("-", "") + zeros(random);
            default -> aroundPowersOfTwo(random);
        };
    }

    /** A number with a few characters changed, or a few characters. */
    static String nearlyNumber(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "" : number(random));
        for (int edits = random.nextInt(4); edits >= 0; edits--) {
            char character = random.nextInt(20) == 0
                    ? (char) random.nextInt(256)
                    : ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            int at = random.nextInt(text.length() + 1);
            if (at == text.length() || random.nextBoolean()) {
                text.insert(at, character);
            } else if (random.nextBoolean()) {
                text.setCharAt(at, character);
            } else {
                text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private static String price(Random random) {
        BigDecimal price = BigDecimal.valueOf(random.nextInt(1 << (1 + random.nextInt(30))), random.nextInt(7));
        return (random.nextInt(10) == 0 ? "-" : "") + price.toPlainString();
    }

    private static String digits(Random random, int count) {
        StringBuilder text = new StringBuilder(random.nextInt(8) == 0 ? "-" : "");
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(6) == 0 ? 9 * random.nextInt(2) : random.nextInt(10));
        }
        return text.toString();
    }

    /** Digits with a point anywhere, also first or last. */
    private static String fixed(Random random, int count) {
        StringBuilder text = new StringBuilder(digits(random, count));
        int sign = text.charAt(0) == '-' ? 1 : 0;
        return text.insert(sign + random.nextInt(text.length() - sign + 1), '.').toString();
    }

    private static String exponent(Random random, int most) {
        String zeros = "0".repeat(random.nextInt(4) == 0 ? random.nextInt(12) : 0);
        return (random.nextBoolean() ? "e" : "E") + (random.nextBoolean() ? "-" : "") + zeros + random.nextInt(most);
    }

    private static String zeros(Random random) {
        return random.nextInt(3) == 0 ? "" : "0".repeat(random.nextInt(30));
    }

    private static double edge(Random random) {
        long bits = Double.doubleToRawLongBits(EDGES[random.nextInt(EDGES.length)]);
        return Double.longBitsToDouble(Math.max(0, bits + random.nextInt(9) - 4));
    }

    private static String shortest(double value) {
        return Double.isFinite(value) ? Double.toString(value).replace("E+", "E") : "1e308";
    }

    /** Exactly between two doubles, or a little beside it. */
    private static String halfway(double value, Random random) {
        if (!Double.isFinite(value) || value > 1e300) {
            return "1e300";
        }
        BigDecimal middle =
                new BigDecimal(value).add(new BigDecimal(Math.nextUp(value))).divide(BigDecimal.valueOf(2));
        String text = middle.abs().compareTo(BigDecimal.ONE.movePointLeft(40)) < 0
                ? middle.toString().replace("E+", "E")
                : middle.toPlainString();
        return switch (random.nextInt(3)) {
            case 0 -> text;
            case 1 -> text.contains(".") && !text.contains("E") ? text + "0000000000000000000001" : text;
            default -> text.contains("E") ? text : text.substring(0, text.length() - random.nextInt(2));
        };
    }

    private static String aroundPowersOfTwo(Random random) {
        BigInteger value = BigInteger.ONE.shiftLeft(random.nextInt(90)).add(BigInteger.valueOf(random.nextInt(7) - 3L));
        return new BigDecimal(value, random.nextInt(30)).toPlainString();
    }
}
