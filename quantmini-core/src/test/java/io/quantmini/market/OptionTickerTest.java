package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionTickerTest {
    @Test
    void a_ticker_is_parsed_from_the_right() {
        OptionTicker ticker = OptionTicker.parse("O:SPY251219C00650000");
        assertThat(ticker).isEqualTo(new OptionTicker("SPY", LocalDate.of(2025, 12, 19), ContractType.CALL, 650_000));
        assertThat(ticker.strikePrice()).isEqualTo(650.0);
        assertThat(ticker.contractType().text()).isEqualTo("call");
    }

    @Test
    void a_root_may_hold_digits_and_look_like_a_date() {
        assertThat(OptionTicker.parse("O:AAPL7140621P00092140").underlying()).isEqualTo("AAPL7");
        assertThat(OptionTicker.parse("O:251219251219P00000005").underlying()).isEqualTo("251219");
        assertThat(OptionTicker.parse("O:O:X251219P00000005").underlying()).isEqualTo("O:X");
        assertThat(OptionTicker.parse("O:BRK.B251219P00000005").underlying()).isEqualTo("BRK.B");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "O:",
                "SPY",
                "O:251219C00650000",
                "SPY251219C00650000",
                "o:SPY251219C00650000",
                "O:SPY251219c00650000",
                "O:SPY251219X00650000",
                "O:SPY251219C0065000",
                "O:SPY251219C0065000x",
                "O:SPY25121 C00650000",
                "O:SP Y251219C00650000",
                "O:SPY251219C00650000 ",
                "O:SPÿ251219C00650000",
                "O:SPY251219C0065000٣"
            })
    void a_malformed_ticker_is_told_apart_without_an_exception(String text) {
        assertThat(OptionTicker.tryParse(text)).isNull();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(OptionTickerCode.of(bytes, 0, bytes.length)).isEqualTo(OptionTickerCode.MALFORMED);
        assertThatThrownBy(() -> OptionTicker.parse(text))
                .isInstanceOfSatisfying(
                        OptionTickerException.class, e -> assertThat(e.ticker()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"O:SPY250229C00650000", "O:SPY251301C00650000", "O:SPY250001C00650000", "O:SPY250100C00650000"})
    void an_expiration_that_is_no_date_has_its_own_code(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(OptionTickerCode.of(bytes, 0, bytes.length)).isEqualTo(OptionTickerCode.NO_SUCH_DATE);
        assertThat(OptionTicker.tryParse(text)).isNull();
        assertThatThrownBy(() -> OptionTicker.parse(text)).hasMessageContaining("expiration is no date");
    }

    @Test
    void any_byte_but_a_digit_in_the_place_of_one_is_malformed() {
        String text = "O:SPY251219C00650000";
        for (int place = text.length() - 15; place < text.length(); place++) {
            for (int value = 0; value < 256; value++) {
                byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
                bytes[place] = (byte) value;
                boolean right = place == text.length() - 9;
                boolean allowed = right ? value == 'C' || value == 'P' : value >= '0' && value <= '9';
                assertThat(OptionTickerCode.of(bytes, 0, bytes.length) != OptionTickerCode.MALFORMED)
                        .as("%d at %d", value, place)
                        .isEqualTo(allowed);
            }
        }
    }

    @Test
    void a_code_reads_a_ticker_inside_a_larger_array() {
        byte[] bytes = "xxO:SPY241231P00001500yy".getBytes(StandardCharsets.US_ASCII);
        long code = OptionTickerCode.of(bytes, 2, bytes.length - 4);
        assertThat(OptionTickerCode.rootLength(bytes.length - 4)).isEqualTo(3);
        assertThat(LocalDate.ofEpochDay(OptionTickerCode.expirationEpochDay(code)))
                .isEqualTo(LocalDate.of(2024, 12, 31));
        assertThat(OptionTickerCode.contractType(code)).isEqualTo(ContractType.PUT);
        assertThat(OptionTickerCode.strikePrice(code)).isEqualTo(1.5);
    }

    @Test
    void every_date_of_the_century_is_read_as_the_platform_counts_it() {
        LocalDate end = LocalDate.of(2100, 1, 1);
        for (LocalDate date = LocalDate.of(2000, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            String ticker = new OptionTicker("X", date, ContractType.CALL, 1).ticker();
            assertThat(OptionTicker.parse(ticker).expiration()).isEqualTo(date);
        }
    }

    @Property
    void what_is_written_is_read_back(
            @ForAll("roots") String root,
            @ForAll @IntRange(min = 10_957, max = 47_481) int day,
            @ForAll ContractType type,
            @ForAll @IntRange(max = 99_999_999) int strike) {
        OptionTicker ticker = new OptionTicker(root, LocalDate.ofEpochDay(day), type, strike);
        assertThat(OptionTicker.parse(ticker.ticker())).isEqualTo(ticker);
        assertThat(OptionTicker.tryParse(CharBuffer.wrap(ticker.ticker()))).isEqualTo(ticker);
        assertThat(ticker.strikePrice()).isEqualTo(BigDecimal.valueOf(strike, 3).doubleValue());
    }

    @Property
    void any_text_is_a_ticker_that_prints_as_itself_or_none(@ForAll String text) {
        OptionTicker ticker = OptionTicker.tryParse(text);
        assertThat(ticker == null || ticker.ticker().equals(text)).isTrue();
    }

    @Test
    void parts_that_no_ticker_can_hold_are_refused() {
        LocalDate date = LocalDate.of(2025, 1, 17);
        assertThatThrownBy(() -> new OptionTicker("", date, ContractType.PUT, 1))
                .isInstanceOf(OptionTickerException.class);
        assertThatThrownBy(() -> new OptionTicker("A B", date, ContractType.PUT, 1))
                .isInstanceOf(OptionTickerException.class);
        assertThatThrownBy(() -> new OptionTicker("A", LocalDate.of(1999, 1, 1), ContractType.PUT, 1))
                .isInstanceOf(OptionTickerException.class);
        assertThatThrownBy(() -> new OptionTicker("A", date, ContractType.PUT, 100_000_000))
                .isInstanceOf(OptionTickerException.class);
    }

    @Provide
    Arbitrary<String> roots() {
        return Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars("./:_-")
                .ofMinLength(1)
                .ofMaxLength(8);
    }
}
