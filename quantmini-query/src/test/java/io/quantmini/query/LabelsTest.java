package io.quantmini.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.Split;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.Bars.Bar;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What labels are, and that they stay apart from the features beside them. */
class LabelsTest {
    private static final List<LocalDate> CALENDAR =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-01-02", "2024-07-31"));
    private static final LocalDate SPLIT = CALENDAR.get(20);
    private static final LocalDate RENAME = CALENDAR.get(25);
    private static final FeatureSet DAILY = set(
            List.of(Feature.of("change", "$close/Ref($close,1)-1"), Feature.of("mean", "Mean($close,3)")),
            Label.of("next", "Ref($close,-2)/Ref($close,-1)-1"),
            Label.of("mean_5", "Ref(Mean($close,5),-5)/$close"),
            Label.of("delta", "Delta($close,-3)"),
            Label.of("around", "Ref($close,-1)/Ref($close,4)"));

    @TempDir
    private Path directory;

    private final Tape tape = new Tape(11);
    private SecurityMap securities = SecurityMap.empty();
    private AdjustmentFactors factors = AdjustmentFactors.none();

    @Test
    void daily_labels_equal_their_formulas_over_the_sessions_of_a_security() throws SQLException {
        List<Bar> bars = market();
        Map<String, @Nullable Double[]> closes = new HashMap<>();
        for (Bar bar : bars) {
            String id = securities.securityOf(bar.ticker(), bar.date());
            closes.computeIfAbsent(id, key -> new Double[CALENDAR.size()])[CALENDAR.indexOf(bar.date())] =
                    bar.close() * factors.factor(id, bar.date());
        }
        List<SilverRow> rows = compute(daily(bars, CALENDAR).labels());
        assertThat(rows).hasSameSizeAs(bars);
        int absent = 0;
        for (SilverRow row : rows) {
            Series close = new Series(requireNonNull(closes.get(securities.securityOf(row.ticker(), row.date()))));
            int place = CALENDAR.indexOf(row.date());
            Series next = close.back(-2).over(close.back(-1)).map(x -> x - 1);
            Close.assertClose(row, "next", next.at(place));
            Close.assertClose(row, "mean_5", close.mean(5).back(-5).over(close).at(place));
            Close.assertClose(row, "delta", close.minus(close.back(-3)).at(place));
            Close.assertClose(row, "around", close.back(-1).over(close.back(4)).at(place));
            Double jump = row.value("next");
            assertThat(jump == null || Math.abs(jump) < 0.3).isTrue();
            absent += jump == null ? 1 : 0;
        }
        assertThat(absent).isBetween(2 * 4, rows.size() / 4);
    }

    @Test
    void a_label_needs_the_sessions_that_it_looks_ahead_and_no_more() throws SQLException {
        List<Bar> bars = market();
        List<LocalDate> wanted = CALENDAR.subList(10, 31);
        List<SilverRow> whole = compute(daily(bars, CALENDAR).sessions(wanted).labels());
        FeatureRequest request = daily(bars, CALENDAR).sessions(wanted).labels().build();
        assertThat(request.lookbackSessions()).isEqualTo(4);
        assertThat(request.lookaheadSessions()).isEqualTo(5);
        List<LocalDate> near = CALENDAR.subList(10 - 4, 31 + 5);
        List<Bar> nearBars =
                bars.stream().filter(bar -> near.contains(bar.date())).toList();
        assertThat(compute(daily(nearBars, near).sessions(wanted).labels())).isEqualTo(whole);

        List<Bar> present = bars.stream()
                .filter(bar -> bar.date().isBefore(CALENDAR.get(31)))
                .toList();
        for (SilverRow row : compute(daily(present, CALENDAR).sessions(wanted).labels())) {
            int left = CALENDAR.indexOf(row.date()) - 30;
            assertThat(left > -2 && row.value("next") != null).isFalse();
            assertThat(left > -5 && row.value("mean_5") != null).isFalse();
        }
    }

    @Test
    void features_are_the_same_bits_beside_labels_which_come_last() throws SQLException {
        List<Bar> bars = market();
        List<LocalDate> wanted = CALENDAR.subList(30, 60);
        List<SilverRow> without = compute(daily(bars, CALENDAR).sessions(wanted));
        List<SilverRow> with = compute(daily(bars, CALENDAR).sessions(wanted).labels());
        assertThat(with).hasSameSizeAs(without);
        for (int i = 0; i < with.size(); i++) {
            assertThat(with.get(i).values()).containsAllEntriesOf(without.get(i).values());
        }
        assertThat(without.get(0).values()).doesNotContainKey("next");
        assertThat(with.get(0).values().keySet())
                .endsWith("factor", "change", "mean", "next", "mean_5", "delta", "around");
    }

    @Test
    void minute_labels_end_with_the_session() throws SQLException {
        List<LocalDate> two = CALENDAR.subList(0, 2);
        List<Bar> bars = new ArrayList<>(tape.minutes("AAPL", two.get(0), 570, 30));
        bars.addAll(tape.minutes("AAPL", two.get(1), 570, 20));
        FeatureSet set = set(List.of(Feature.of("f", "$close")), Label.of("ahead", "Ref($close,-2)/$close-1"));
        FeatureRequest.Builder request = request(Dataset.STOCKS_MINUTE, set, two)
                .bars(new ParquetBars(Dataset.STOCKS_MINUTE, Bars.writeStocks(directory, bars)))
                .labels();
        assertThat(request.build().lookaheadSessions()).isZero();
        List<SilverRow> rows = compute(request);
        for (int i = 0; i < rows.size(); i++) {
            boolean last = i >= rows.size() - 2
                    || !rows.get(i + 2).date().equals(rows.get(i).date());
            Close.assertClose(
                    rows.get(i),
                    "ahead",
                    last ? null : bars.get(i + 2).close() / bars.get(i).close() - 1);
        }
    }

    @Test
    void labels_of_daily_options_look_at_the_contracts_next_bars_up_to_sixty_sessions_ahead() throws SQLException {
        String near = "O:AAPL240920C00150000";
        String far = "O:AAPL240920P00150000";
        List<Bar> options = new ArrayList<>(
                tape.daily(near, List.of(CALENDAR.get(0), CALENDAR.get(60), CALENDAR.get(61), CALENDAR.get(62))));
        options.addAll(tape.daily(far, List.of(CALENDAR.get(0), CALENDAR.get(61))));
        List<Bar> stocks = tape.daily("AAPL", CALENDAR);
        FeatureSet set = set(
                List.of(Feature.of("f", "$close")),
                Label.of("next", "Ref($close,-1)/$close-1"),
                Label.of("mean", "Ref(Mean($close,3),-3)"),
                Label.of("stock", "Ref($underlying_close,-1)"));
        FeatureRequest.Builder request = request(Dataset.OPTIONS_DAILY, set, CALENDAR)
                .bars(new ParquetBars(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, options)))
                .underlyingBars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, stocks)))
                .sessions(List.of(CALENDAR.get(0), CALENDAR.get(60), CALENDAR.get(62)))
                .labels();
        assertThat(request.build().lookaheadSessions()).isEqualTo(FeatureSet.CONTRACT_REACH_SESSIONS);
        List<SilverRow> rows = compute(request);
        assertThat(rows).hasSize(4);
        Close.assertClose(
                rows.get(0), "next", options.get(1).close() / options.get(0).close() - 1);
        Close.assertClose(rows.get(0), "stock", stocks.get(60).close());
        Close.assertClose(rows.get(0), "mean", null);
        Close.assertClose(
                rows.get(1), "next", options.get(2).close() / options.get(1).close() - 1);
        Close.assertClose(rows.get(2), "next", null);
        Close.assertClose(rows.get(3), "next", null);
        Close.assertClose(rows.get(3), "stock", null);
    }

    @Test
    void a_mean_of_later_bars_needs_none_before_the_contracts_first() throws SQLException {
        List<Bar> options = tape.daily("O:AAPL240920C00150000", CALENDAR.subList(0, 5));
        FeatureSet set = set(List.of(Feature.of("f", "$close")), Label.of("mean", "Ref(Mean($close,3),-3)"));
        List<SilverRow> rows = compute(request(Dataset.OPTIONS_DAILY, set, CALENDAR)
                .bars(new ParquetBars(Dataset.OPTIONS_DAILY, Bars.writeOptions(directory, options)))
                .labels());
        Series close = Series.of(options.stream().map(Bar::close).toArray(Double[]::new));
        for (int i = 0; i < rows.size(); i++) {
            Close.assertClose(rows.get(i), "mean", close.mean(3).back(-3).at(i));
        }
        assertThat(rows.get(0).value("mean")).isNotNull();
    }

    @Test
    void a_label_with_the_name_of_another_column_is_refused_when_it_is_asked_for() {
        List<Feature> features = List.of(Feature.of("f", "$close"));
        FeatureSet open = set(features, Label.of("open", "Ref($close,-1)"));
        FeatureSet other = new FeatureSet(
                "other", 1, Precision.DOUBLE, List.of(Feature.of("g", "$close")), List.of(Label.of("f", "$open")));
        request(Dataset.STOCKS_DAILY, open, CALENDAR).build();
        assertThatThrownBy(() ->
                        request(Dataset.STOCKS_DAILY, open, CALENDAR).labels().build())
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[feature open] cannot add the label");
        FeatureRequest.Builder both = FeatureRequest.of(
                Dataset.STOCKS_DAILY,
                List.of(set(features), other),
                new FeatureRequest.Resources(1 << 20, 1, directory));
        assertThat(both.build().columns().getFields()).hasSize(12);
        assertThatThrownBy(() -> both.labels().build())
                .isInstanceOf(FeatureException.class)
                .hasMessageStartingWith("[feature f] cannot add the label");
    }

    private static FeatureSet set(List<Feature> features, Label... labels) {
        return new FeatureSet("mine", 1, Precision.DOUBLE, features, List.of(labels));
    }

    private FeatureRequest.Builder daily(List<Bar> bars, List<LocalDate> calendar) throws SQLException {
        return request(Dataset.STOCKS_DAILY, DAILY, calendar)
                .bars(new ParquetBars(Dataset.STOCKS_DAILY, Bars.writeStocks(directory, bars)))
                .reference(securities, factors);
    }

    private FeatureRequest.Builder request(Dataset dataset, FeatureSet set, List<LocalDate> calendar) {
        return FeatureRequest.of(dataset, List.of(set), new FeatureRequest.Resources(256L << 20, 2, directory))
                .calendar(calendar);
    }

    private List<SilverRow> compute(FeatureRequest.Builder request) {
        return SilverRow.compute(engine(), request.build());
    }

    /** A stock that splits, one with gaps, one that ends early, one that is renamed, and one of a single bar. */
    private List<Bar> market() {
        List<Bar> bars = new ArrayList<>();
        for (Bar bar : tape.daily("AAPL", CALENDAR)) {
            double price = bar.date().isBefore(SPLIT) ? bar.close() : bar.close() / 7;
            bars.add(Bars.daily("AAPL", bar.date(), Bars.flat(price, 100)));
        }
        bars.addAll(tape.daily(
                "GAPS", CALENDAR.stream().filter(date -> tape.nextInt(4) > 0).toList()));
        bars.addAll(tape.daily("ENDS", CALENDAR.subList(0, 40)));
        for (Bar bar : tape.daily("FB", CALENDAR)) {
            bars.add(Bars.daily(bar.date().isBefore(RENAME) ? "FB" : "META", bar.date(), bar.trade()));
        }
        bars.add(Bars.daily("ONE", CALENDAR.get(50), Bars.flat(3, 1)));
        securities = SecurityMap.of(
                List.of(),
                List.of(),
                List.of(
                        SecuritySpan.user("company", "FB", null, RENAME.minusDays(1)),
                        SecuritySpan.user("company", "META", RENAME, null)));
        factors = AdjustmentFactors.of(
                CorporateActions.of(securities, List.of(new Split("AAPL", SPLIT, 1, 7)), List.of()),
                (id, date) -> 50.0);
        return bars;
    }

    /** The engine that must give what the formulas say. */
    FeatureEngine engine() {
        return new DuckDbFeatureEngine();
    }
}
