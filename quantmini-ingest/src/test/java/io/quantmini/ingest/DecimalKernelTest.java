package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million random texts each: numbers are what {@link Double#parseDouble} says, bit for bit, and nothing else is one. */
class DecimalKernelTest {
    private static final int TEXTS = 1_000_000;
    private static final long SEED = 20_250_102;
    private static final Pattern NUMBER = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE]-?[0-9]+)?");

    /** What stands around a number, up to this many bytes on either side; all of it looks like parts of a number. */
    private static final int AROUND = 32;

    /** Parses {@code bytes[from, to)}: the value, or NaN when it is no number or not finite. */
    interface Kernel {
        double parse(byte[] bytes, int from, int to);
    }

    /** The parsers under test; a new one is one more line here. */
    enum Decimals {
        PLAIN(DecimalParser::parse);

        private final Kernel kernel;

        Decimals(Kernel kernel) {
            this.kernel = kernel;
        }
    }

    @ParameterizedTest
    @EnumSource
    void numbers_equal_parse_double_bit_for_bit(Decimals parser) {
        Random random = new Random(SEED);
        for (int i = 0; i < TEXTS; i++) {
            String text = DecimalTexts.number(random);
            double expected = Double.parseDouble(text);
            check(parser, text, Double.isInfinite(expected) ? Double.NaN : expected, random);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_the_grammar_does_not_have_is_no_number(Decimals parser) {
        Random random = new Random(SEED + 1);
        int refused = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = DecimalTexts.nearlyNumber(random);
            boolean number = NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
            check(parser, text, number ? Double.parseDouble(text) : Double.NaN, random);
            refused += number ? 0 : 1;
        }
        assertThat(refused).isBetween(TEXTS / 4, TEXTS / 4 * 3);
    }

    private static void check(Decimals parser, String text, double expected, Random random) {
        byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] bytes = new byte[AROUND + digits.length + AROUND];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) "0123456789.e-,\n\"".charAt(random.nextInt(16));
        }
        System.arraycopy(digits, 0, bytes, AROUND, digits.length);
        double value = parser.kernel.parse(bytes, AROUND, AROUND + digits.length);
        if (Double.doubleToLongBits(value) != Double.doubleToLongBits(expected)) {
            throw new AssertionError(parser + " on \"" + text + "\": expected " + expected + ", got " + value);
        }
    }
}
