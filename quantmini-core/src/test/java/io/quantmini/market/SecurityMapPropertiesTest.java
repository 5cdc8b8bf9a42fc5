package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class SecurityMapPropertiesTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
    private static final int DAYS = 12;
    private static final List<String> TICKERS = List.of("A", "B", "C", "F", "S");

    record Evidences(List<TickerHistory> histories, List<Split> splits, List<SecuritySpan> rows) {
        SecurityMap map() {
            return SecurityMap.of(histories, splits, rows);
        }

        Evidences shuffled(Random random) {
            return new Evidences(
                    SecurityMapPropertiesTest.shuffled(
                            histories.stream()
                                    .map(history -> new TickerHistory(
                                            history.name(),
                                            history.figi(),
                                            SecurityMapPropertiesTest.shuffled(history.events(), random)))
                                    .toList(),
                            random),
                    SecurityMapPropertiesTest.shuffled(splits, random),
                    SecurityMapPropertiesTest.shuffled(rows, random));
        }
    }

    @Property(tries = 300)
    void the_order_of_the_evidence_does_not_matter(@ForAll("evidence") Evidences evidence, @ForAll Random random) {
        SecurityMap map = evidence.map();
        SecurityMap other = evidence.shuffled(random).map();
        assertThat(other.spans()).isEqualTo(map.spans());
        assertThat(other.findings()).isEqualTo(map.findings());
    }

    @Property(tries = 300)
    void evidence_given_twice_is_evidence_given_once(@ForAll("evidence") Evidences evidence) {
        Evidences twice = new Evidences(twice(evidence.histories()), twice(evidence.splits()), twice(evidence.rows()));
        assertThat(twice.map().spans()).isEqualTo(evidence.map().spans());
    }

    @Property(tries = 300)
    void on_any_date_tickers_and_securities_go_one_to_one(@ForAll("evidence") Evidences evidence) {
        SecurityMap map = evidence.map();
        for (int day = -2; day < DAYS + 2; day++) {
            LocalDate date = FIRST.plusDays(day);
            Map<String, String> tickerOf = new HashMap<>();
            for (String ticker : TICKERS) {
                String id = map.securityOf(ticker, date);
                assertThat(tickerOf.put(id, ticker)).as("%s on %s", id, date).isNull();
                assertThat(map.security(id).tradesOn(date)).isTrue();
                assertThat(map.spanOf(ticker, date).securityId()).isEqualTo(id);
            }
        }
    }

    @Property(tries = 300)
    void spans_make_the_same_map_again(@ForAll("evidence") Evidences evidence) {
        SecurityMap map = evidence.map();
        SecurityMap again = SecurityMap.ofSpans(map.spans());
        assertThat(again.spans()).isEqualTo(map.spans());
        for (String ticker : TICKERS) {
            for (int day = 0; day < DAYS; day++) {
                LocalDate date = FIRST.plusDays(day);
                assertThat(again.securityOf(ticker, date)).isEqualTo(map.securityOf(ticker, date));
                assertThat(again.securityOfAction(ticker, date)).isEqualTo(map.securityOfAction(ticker, date));
            }
        }
    }

    @Provide
    Arbitrary<Evidences> evidence() {
        Arbitrary<LocalDate> dates = Arbitraries.integers().between(0, DAYS - 1).map(FIRST::plusDays);
        Arbitrary<String> tickers = Arbitraries.of("A", "B", "C");
        Arbitrary<TickerHistory> histories = Combinators.combine(
                        Arbitraries.of("F", "G", "").map(SecurityMapPropertiesTest::orNull),
                        Combinators.combine(dates, tickers)
                                .as(TickerEvent::new)
                                .list()
                                .ofMaxSize(4))
                .as((figi, events) -> new TickerHistory(null, figi, events));
        Arbitrary<Split> splits =
                Combinators.combine(tickers, dates).as((ticker, date) -> new Split(ticker, date, 1, 2));
        Arbitrary<SecuritySpan> rows = Combinators.combine(
                        Arbitraries.of("F", "S", "A"), tickers, dates.injectNull(0.2), dates.injectNull(0.2))
                .as(SecuritySpan::user);
        return Combinators.combine(
                        histories.list().ofMaxSize(4),
                        splits.list().ofMaxSize(2),
                        rows.list().ofMaxSize(3))
                .as(Evidences::new);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    private static <T> List<T> twice(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        copy.addAll(list);
        return copy;
    }
}
