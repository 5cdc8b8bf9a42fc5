package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolPathTest {
    private static final String[] HARD = {
        ".",
        "..",
        "CON",
        "PRN",
        "AUX",
        "NUL",
        "NULL",
        "COM1",
        "COM10",
        "LPT9",
        "con",
        "Con",
        "null",
        "NULL.A",
        "CON.A",
        "CON..",
        "NUL.TXT",
        "__HIVE_DEFAULT_PARTITION__",
        "A.",
        "a.",
        "A/B",
        "A\\B",
        "A:B",
        "%",
        "%41",
        "%2E",
        "A B",
        "\0",
        "é",
        "ß",
        "İ",
        "ſ",
        "K",
        "😀",
        "A",
        "a",
        "AB",
        "aB",
        "Ab",
        "ab"
    };

    @ParameterizedTest
    @CsvSource({
        "AAPL, AAPL",
        "BRK.A, BRK.A",
        "BRK-A_1, BRK-A_1",
        "NA, NA",
        "TRUE, TRUE",
        "TpA, T%70A",
        "BCpC, BC%70C",
        "O:SPY, O%3ASPY",
        "A/B, A%2FB",
        "., %2E",
        ".., %2E%2E",
        ".A, %2EA",
        "A., A%2E",
        "CON, %43ON",
        "CON.A, %43ON.A",
        "COM1, %43OM1",
        "LPT9.TXT, %4CPT9.TXT",
        "CONE, CONE",
        "COM0, COM0",
        "COM10, COM10",
        "A.CON, A.CON",
        "con, %63%6F%6E",
        "NULL, %4EULL",
        "NUL, %4EUL",
        "NULLS, NULLS",
        "__HIVE_DEFAULT_PARTITION__, %5F_HIVE_DEFAULT_PARTITION__",
        "%41, %2541",
        "é, %C3%A9"
    })
    void a_symbol_has_its_segment(String symbol, String segment) {
        assertThat(SymbolPath.encode(symbol)).isEqualTo(segment);
        assertThat(SymbolPath.decode(segment)).isEqualTo(symbol);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".A",
                "A.",
                "CON",
                "COM1.X",
                "NULL",
                "aapl",
                "T%70a",
                "%",
                "%4",
                "A%",
                "A%4",
                "%4g",
                "%41",
                "%c3%a9",
                "%C3",
                "%C3%28",
                "%ED%A0%80",
                "A/B",
                "A B",
                "é",
                "__HIVE_DEFAULT_PARTITION__",
                "ſ"
            })
    void a_segment_that_encode_does_not_write_is_refused(String segment) {
        assertThatThrownBy(() -> SymbolPath.decode(segment))
                .isInstanceOfSatisfying(
                        SymbolPathException.class, e -> assertThat(e.text()).isEqualTo(segment));
    }

    @Test
    void a_symbol_without_a_segment_is_refused() {
        assertThatThrownBy(() -> SymbolPath.encode("")).isInstanceOf(SymbolPathException.class);
        assertThatThrownBy(() -> SymbolPath.encode("A\uD800")).isInstanceOf(SymbolPathException.class);
        assertThatThrownBy(() -> SymbolPath.encode("a".repeat(81))).isInstanceOf(SymbolPathException.class);
        assertThat(SymbolPath.encode("a".repeat(80))).hasSize(SymbolPath.MAX_LENGTH);
        assertThatThrownBy(() -> SymbolPath.decode("A".repeat(241))).isInstanceOf(SymbolPathException.class);
    }

    @Property
    void every_symbol_comes_back_from_a_safe_segment(@ForAll("symbols") String symbol) {
        String segment = SymbolPath.encode(symbol);
        assertThat(SymbolPath.decode(segment)).isEqualTo(symbol);
        assertThat(segment)
                .matches("[A-Z0-9._%-]+")
                .doesNotStartWith(".")
                .doesNotEndWith(".")
                .doesNotMatch("(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(\\..*)?|NULL|__HIVE_DEFAULT_PARTITION__");
    }

    @Property
    void different_symbols_have_segments_that_differ_even_where_case_is_ignored(
            @ForAll("symbols") String one, @ForAll("symbols") String other) {
        String first = SymbolPath.encode(one).toLowerCase(Locale.ROOT);
        String second = SymbolPath.encode(other).toLowerCase(Locale.ROOT);
        assertThat(first.equals(second)).isEqualTo(one.equals(other));
    }

    @Test
    void hard_symbols_do_not_collide() {
        Map<String, String> bySegment = new HashMap<>();
        for (String symbol : HARD) {
            assertThat(bySegment.put(SymbolPath.encode(symbol).toLowerCase(Locale.ROOT), symbol))
                    .as(symbol)
                    .isNull();
        }
    }

    @Property
    void any_segment_is_refused_or_written_back_as_it_was(@ForAll("segments") String segment) {
        String again;
        try {
            again = SymbolPath.encode(SymbolPath.decode(segment));
        } catch (SymbolPathException e) {
            return;
        }
        assertThat(again).isEqualTo(segment);
    }

    @Provide
    Arbitrary<String> symbols() {
        Arbitrary<String> shortAscii =
                Arbitraries.strings().withChars("ABab.1%/ _").ofMinLength(1).ofMaxLength(3);
        Arbitrary<String> any = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        return Arbitraries.oneOf(Arbitraries.of(HARD), shortAscii, any);
    }

    @Provide
    Arbitrary<String> segments() {
        return Arbitraries.strings().withChars("%ACEN2345DOU.é").ofMaxLength(9);
    }
}
