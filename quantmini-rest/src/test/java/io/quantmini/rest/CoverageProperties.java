package io.quantmini.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CoverageProperties {
    private static final LocalDate DAY_0 = LocalDate.of(2025, 1, 1);
    private static final int DAYS = 30;

    private record Row(LocalDate date, int answer) {}

    @Provide
    Arbitrary<SessionRange> ranges() {
        Arbitrary<Integer> days = Arbitraries.integers().between(0, DAYS - 1);
        return Combinators.combine(days, days)
                .as((a, b) -> new SessionRange(DAY_0.plusDays(Math.min(a, b)), DAY_0.plusDays(Math.max(a, b))));
    }

    @Property(tries = 300)
    void of_each_day_the_last_answer_that_was_asked_for_it_speaks(
            @ForAll @Size(max = 6) List<@From("ranges") SessionRange> asked,
            @ForAll @IntRange(min = 1, max = 4) int everyNthDay) {
        List<Row> before = rows(-1, 1);
        List<Coverage.Answer<Row>> answers = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            // Answers tell of days that nobody asked them about, too.
            answers.add(new Coverage.Answer<>(asked.get(i), rows(i, everyNthDay)));
        }

        Map<LocalDate, Integer> expected = new TreeMap<>();
        for (Row row : before) {
            int speaker = -1;
            for (int i = 0; i < asked.size(); i++) {
                speaker = asked.get(i).contains(row.date()) ? i : speaker;
            }
            int last = speaker;
            Stream<Row> said = last < 0 ? Stream.of(row) : answers.get(last).rows().stream();
            said.filter(of -> of.date().equals(row.date())).forEach(of -> expected.put(of.date(), of.answer()));
        }

        Map<LocalDate, Integer> merged = new TreeMap<>();
        for (Row row : Coverage.merge(before, answers, Row::date)) {
            assertThat(merged.put(row.date(), row.answer())).isNull();
        }
        assertThat(merged).isEqualTo(expected);
    }

    @Property(tries = 300)
    void the_first_gap_is_the_first_day_that_no_range_has(
            @ForAll @Size(max = 6) List<@From("ranges") SessionRange> covered, @ForAll("ranges") SessionRange wanted) {
        Optional<LocalDate> plain = wanted.from()
                .datesUntil(wanted.to().plusDays(1))
                .filter(day -> covered.stream().noneMatch(range -> range.contains(day)))
                .findFirst();
        assertThat(Coverage.of(covered).firstGap(wanted)).isEqualTo(plain);
    }

    private static List<Row> rows(int answer, int everyNthDay) {
        List<Row> rows = new ArrayList<>();
        for (int day = 0; day < DAYS; day += everyNthDay) {
            rows.add(new Row(DAY_0.plusDays(day), answer));
        }
        return rows;
    }
}
