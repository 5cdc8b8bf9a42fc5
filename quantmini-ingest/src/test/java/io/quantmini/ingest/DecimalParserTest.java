package io.quantmini.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalParserTest {
    private static final Pattern NUMBER = Pattern.compile("-?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE]-?[0-9]+)?");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "10",
                "10.5",
                "00010.50",
                "1e2",
                "1E2",
                "1e-2",
                ".5",
                "5.",
                "-.5e-3",
                "1e22",
                "1e23",
                "9007199254740992",
                "9007199254740993",
                "9007199254740993e0",
                "4.9e-324",
                "2.4e-324",
                "2.5e-324",
                "1.7976931348623157e308",
                "0e999999999999",
                "1e-999999999999",
                "0.1",
                "123456789012345678",
                "1234567890123456789",
                "0.000000000000000000000000000001",
                "1e00000000000000000002"
            })
    void numbers_have_the_value_java_gives_them(String text) {
        assertSameBits(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "-.",
                "+1",
                "1e+2",
                " 1",
                "1 ",
                "1,5",
                "0x10",
                "0x1p3",
                "NaN",
                "nan",
                "inf",
                "-inf",
                "Infinity",
                "1d",
                "1f",
                "1e",
                "1e-",
                "e5",
                "1.2.3",
                "--1",
                "1-",
                "1_000",
                "1e5.0",
                "1e309",
                "-1e309",
                "1e999999999999",
                "abc",
                "١"
            })
    void everything_else_is_no_number(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Property(tries = 40_000)
    void decimals_equal_parse_double_bit_for_bit(@ForAll long seed) {
        assertSameBits(decimal(new Random(seed)));
    }

    @Property(tries = 20_000)
    void nothing_is_a_number_but_what_the_grammar_says(@ForAll long seed) {
        Random random = new Random(seed);
        String alphabet = "0123456789..ee--+E ,x_fdNa";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        boolean number = NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text.toString()));
        assertThat(Double.isNaN(parse(text.toString()))).isEqualTo(!number);
    }

    @Test
    void integers_are_digits_within_their_range() {
        assertThat(integer("0", 9)).isZero();
        assertThat(integer("9223372036854775807", Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThat(integer("9223372036854775808", Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(integer("17000000400000000000", Long.MAX_VALUE)).isEqualTo(-1);
        assertThat(integer("2147483647", Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
        assertThat(integer("2147483648", Integer.MAX_VALUE)).isEqualTo(-1);
        assertThat(integer("0000000000000000000000000007", 9)).isEqualTo(7);
        for (String bad : new String[] {"", "-1", "+1", " 1", "1.0", "1e3", "0x1", "١"}) {
            assertThat(integer(bad, Long.MAX_VALUE)).as(bad).isEqualTo(-1);
        }
    }

    /** Prices, any double, any digits, and decimals that lie halfway between two doubles. */
    private static String decimal(Random random) {
        double value = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
        double price = random.nextInt(100_000_000) / Math.pow(10, random.nextInt(6));
        return switch (random.nextInt(5)) {
            case 0 -> Double.isFinite(value) ? Double.toString(value) : "1";
            case 1 -> Double.toString(price);
            case 2 ->
                new BigDecimal(new BigInteger(1 + random.nextInt(80), random), random.nextInt(60) - 30).toPlainString();
            case 3 ->
                new BigDecimal(price)
                        .add(new BigDecimal(Math.nextUp(price)))
                        .divide(BigDecimal.valueOf(2))
                        .toPlainString();
            default -> random.nextInt(1 << 30) + "e" + (random.nextInt(80) - 40);
        };
    }

    private static void assertSameBits(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    private static double parse(String text) {
        byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.UTF_8);
        return DecimalParser.parse(bytes, 1, bytes.length - 1);
    }

    private static long integer(String text, long max) {
        byte[] bytes = ("7" + text + "7").getBytes(StandardCharsets.UTF_8);
        return IntegerParser.parse(bytes, 1, bytes.length - 1, max);
    }
}
