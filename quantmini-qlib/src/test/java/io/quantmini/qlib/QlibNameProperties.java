package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class QlibNameProperties {
    @Property
    void a_name_leads_back_to_its_security(@ForAll("names") QlibName name) {
        assertThat(QlibName.parse(name.instrument())).isEqualTo(name);
    }

    @Property
    void different_securities_never_share_a_name_or_a_directory(
            @ForAll("names") QlibName one, @ForAll("names") QlibName other) {
        boolean same = one.equals(other);
        assertThat(one.instrument().equals(other.instrument())).isEqualTo(same);
        assertThat(one.directory().equals(other.directory())).isEqualTo(same);
    }

    @Property
    void names_are_upper_case_and_directories_lower_case(@ForAll("names") QlibName name) {
        assertThat(name.instrument()).matches("[A-Z0-9._-]+").doesNotEndWith(".");
        assertThat(name.directory()).matches("[a-z0-9._-]+").isNotIn(".", "..");
        assertThat(name.directory()).isEqualTo(name.directory().toLowerCase(Locale.ROOT));
    }

    /** Few letters, so that names nearly collide. */
    @Provide
    Arbitrary<QlibName> names() {
        Arbitrary<String> letters = Arbitraries.strings()
                .withChars("AaDdQqNLIBCO012_./:-")
                .ofMinLength(1)
                .ofMaxLength(6);
        Arbitrary<String> near = Arbitraries.of(
                "NA",
                "NULL",
                "NONE",
                "CON",
                "qLIB",
                "qLIBcON",
                "AUX",
                "d20220608",
                "D20220608",
                "_D20220608",
                "_0",
                "_",
                ".");
        Arbitrary<String> tickers = Combinators.combine(
                        Arbitraries.oneOf(letters, near), Arbitraries.oneOf(letters, near, Arbitraries.just("")))
                .as((start, end) -> start + end);
        Arbitrary<LocalDate> ends = Arbitraries.of(LocalDate.of(2022, 6, 8), LocalDate.of(2021, 1, 4));
        return Combinators.combine(tickers, ends.injectNull(0.5)).as(QlibName::new);
    }
}
