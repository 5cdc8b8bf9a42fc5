package io.quantmini.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** {@link DecimalParser} is the oracle, itself compared with {@link Double#parseDouble}. */
class DigitsTest {
    private static final byte[] AROUND = "xxxxxxxxxxxx".getBytes(US_ASCII);

    @Test
    void a_million_short_decimals_have_the_bits_of_parse_double() {
        Random random = new Random(20231114);
        for (int i = 0; i < 1_000_000; i++) {
            int digits = 1 + random.nextInt(6);
            String text = Integer.toString(random.nextInt((int) Math.pow(10, digits)));
            if (text.length() > 1 && random.nextInt(4) > 0) {
                int point = 1 + random.nextInt(text.length());
                text = text.substring(0, point) + "." + text.substring(point);
            }
            assertThat(Double.doubleToRawLongBits(decimal(text, '\n')))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
        }
    }

    @Property(tries = 20_000)
    void what_has_no_faults_is_a_number_with_the_same_value(
            @ForAll @StringLength(max = 9) @CharRange(from = '+', to = ':') String text) {
        byte[] bytes = bytes(text, '\n');
        double expected = DecimalParser.parse(bytes, 4, 4 + text.length());
        if (faults(bytes, '\n') == 0 && length(bytes) == text.length()) {
            assertThat(Double.doubleToRawLongBits(decimal(text, '\n'))).isEqualTo(Double.doubleToRawLongBits(expected));
        } else {
            boolean common = text.matches("[0-9]+([.][0-9]*)?") && text.length() <= 7;
            assertThat(common).as(text).isFalse();
        }
    }

    @Test
    void any_other_byte_is_a_fault() {
        for (int place = 0; place < 5; place++) {
            for (int other = 0; other < 256; other++) {
                byte[] bytes = bytes("12.45", ',');
                byte before = bytes[4 + place];
                bytes[4 + place] = (byte) other;
                boolean digit = other >= '0' && other <= '9';
                boolean same = other == before;
                boolean shorter = other == ',' && place > 0;
                boolean secondPoint = other == '.' && place != 2;
                boolean firstPoint = secondPoint && place == 0;
                boolean fine = (digit || same || shorter) && !firstPoint && !secondPoint;
                assertThat(faults(bytes, ',') == 0).as(place + " " + other).isEqualTo(fine);
            }
        }
    }

    private static double decimal(String text, char end) {
        byte[] bytes = bytes(text, end);
        assertThat(faults(bytes, end)).as(text).isZero();
        assertThat(length(bytes)).isEqualTo(text.length());
        long word = Digits.word(bytes, 4);
        return Digits.decimal(word, Digits.before(Digits.others(word)), length(bytes));
    }

    private static int length(byte[] bytes) {
        long word = Digits.word(bytes, 4);
        return Digits.length(word, Digits.others(word));
    }

    private static int faults(byte[] bytes, char end) {
        long word = Digits.word(bytes, 4);
        int whole = Digits.before(Digits.others(word));
        return Digits.faults(word, whole, length(bytes), Digits.character(end));
    }

    private static byte[] bytes(String text, char end) {
        byte[] bytes = new byte[AROUND.length + text.length() + 8];
        System.arraycopy(AROUND, 0, bytes, 0, 4);
        System.arraycopy((text + end + "123456789").getBytes(US_ASCII), 0, bytes, 4, text.length() + 9);
        return bytes;
    }
}
