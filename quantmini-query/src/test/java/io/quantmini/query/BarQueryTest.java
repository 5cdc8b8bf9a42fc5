package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.TradingHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarQueryTest {
    /** A full day, the half day after Thanksgiving, and the Monday after it. */
    private static final List<LocalDate> NOVEMBER = List.of(LocalDate.of(2024, 11, 27), LocalDate.of(2024, 11, 29));

    private static final LocalDate MONDAY = LocalDate.of(2024, 12, 2);

    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private BarLake lake;
    private DuckDbQueryEngine engine;

    @BeforeEach
    void open() {
        lake = new BarLake(directory.resolve("lake"));
        engine = DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, directory));
    }

    @AfterEach
    void close() {
        engine.close();
        allocator.close();
    }

    private List<TestBar> read(BarQuery query) {
        return TestBar.read(engine.bars(query, allocator));
    }

    private static BarQuery query(Dataset dataset, BarInterval interval, TradingHours hours, String... tickers) {
        return BarQuery.of(dataset, tickers).every(interval).hours(hours);
    }

    private static BarQuery query(Dataset dataset, String... tickers) {
        return query(
                dataset, dataset.isMinute() ? BarInterval.ONE_MINUTE : BarInterval.ONE_DAY, TradingHours.ALL, tickers);
    }

    /** November settled, Monday not: both tiers. */
    private List<TestBar> minutesInBothTiers(String... tickers) {
        List<TestBar> november = new ArrayList<>();
        List<TestBar> monday = new ArrayList<>();
        for (String ticker : tickers) {
            NOVEMBER.forEach(date -> november.addAll(TestBar.minutes(ticker, date)));
            monday.addAll(TestBar.minutes(ticker, MONDAY));
        }
        lake.settled(STOCKS_MINUTE, BRONZE, november);
        lake.session(STOCKS_MINUTE, BRONZE, monday);
        november.addAll(monday);
        november.sort(TestBar.ORDER);
        return november;
    }

    private static List<TestBar> undated(List<TestBar> bars) {
        return bars.stream().map(TestBar::undated).sorted(TestBar.ORDER).toList();
    }

    /** Where the bar's bucket starts, by the wall clock; null outside of the hours. */
    private static @Nullable ZonedDateTime bucket(TestBar bar, int minutes, TradingHours hours) {
        ZonedDateTime start = bar.start();
        if (hours == TradingHours.ALL) {
            return start.truncatedTo(ChronoUnit.HOURS).plusMinutes(start.getMinute() - start.getMinute() % minutes);
        }
        TradingCalendar calendar = TradingCalendar.nyse();
        LocalTime time = start.toLocalTime();
        if (!start.toLocalDate().equals(bar.date())
                || time.isBefore(LocalTime.of(9, 30))
                || !time.isBefore(calendar.close(bar.date()))) {
            return null;
        }
        long sinceOpen = ChronoUnit.MINUTES.between(LocalTime.of(9, 30), time);
        return ZonedDateTime.of(
                bar.date(), LocalTime.of(9, 30).plusMinutes(sinceOpen / minutes * minutes), TradingCalendar.ZONE);
    }

    private static List<TestBar> resample(List<TestBar> bars, int minutes, TradingHours hours) {
        TreeMap<TestBar, TestBar> merged = new TreeMap<>(TestBar.ORDER);
        for (TestBar bar : bars) {
            ZonedDateTime start = bucket(bar, minutes, hours);
            if (start != null) {
                merged.merge(bar.at(start).undated(), bar.at(start).undated(), TestBar::and);
            }
        }
        return List.copyOf(merged.values());
    }

    @Test
    void bars_of_minutes_equal_a_plain_loop_over_the_stored_bars() {
        List<TestBar> stored = minutesInBothTiers("AAPL", "MSFT");

        for (BarInterval interval : List.of(
                BarInterval.ONE_MINUTE, BarInterval.FIVE_MINUTES, BarInterval.FIFTEEN_MINUTES, BarInterval.ONE_HOUR)) {
            for (TradingHours hours : TradingHours.values()) {
                assertThat(read(query(STOCKS_MINUTE, interval, hours, "MSFT", "AAPL")))
                        .as(interval + " " + hours)
                        .isEqualTo(resample(stored, interval.minutes(), hours))
                        .isNotEmpty();
            }
        }
    }

    @Test
    void a_half_day_ends_at_one() {
        minutesInBothTiers("AAPL");

        List<TestBar> bars = read(BarQuery.of(STOCKS_MINUTE, "AAPL")
                .during(SessionRange.of(NOVEMBER.get(1)))
                .every(BarInterval.ONE_HOUR)
                .regularHours());

        assertThat(bars)
                .extracting(bar -> bar.start().toLocalTime().toString())
                .containsExactly("09:30", "10:30", "11:30", "12:30");
    }

    @Test
    void hours_follow_the_clock_when_it_changes() {
        LocalDate winter = LocalDate.of(2025, 3, 7);
        LocalDate summer = LocalDate.of(2025, 3, 10);
        List<TestBar> stored = new ArrayList<>(TestBar.minutes("AAPL", winter));
        stored.addAll(TestBar.minutes("AAPL", summer));
        lake.settled(STOCKS_MINUTE, BRONZE, stored);

        for (TradingHours hours : TradingHours.values()) {
            assertThat(read(query(STOCKS_MINUTE, BarInterval.ONE_HOUR, hours, "AAPL")))
                    .isEqualTo(resample(stored, 60, hours));
        }
    }

    @Test
    void a_date_that_is_no_session_has_no_regular_hours() {
        LocalDate sunday = LocalDate.of(2024, 12, 1);
        lake.session(STOCKS_MINUTE, BRONZE, TestBar.minutes("AAPL", sunday));

        assertThat(read(query(STOCKS_MINUTE, BarInterval.ONE_MINUTE, TradingHours.REGULAR, "AAPL")))
                .isEmpty();
        assertThat(read(query(STOCKS_MINUTE, BarInterval.ONE_MINUTE, TradingHours.ALL, "AAPL")))
                .isNotEmpty();
    }

    @Test
    void a_week_starts_on_monday_and_holds_the_sessions_of_the_range() {
        List<TestBar> stored = new ArrayList<>();
        for (int day = 2; day <= 20; day++) {
            LocalDate date = LocalDate.of(2024, 12, day);
            if (TradingCalendar.nyse().isSession(date)) {
                stored.add(TestBar.day("AAPL", date));
            }
        }
        lake.settled(STOCKS_DAILY, BRONZE, stored);
        SessionRange range = SessionRange.of("2024-12-04", "2024-12-17");
        TreeMap<TestBar, TestBar> weeks = new TreeMap<>(TestBar.ORDER);
        for (TestBar bar : stored) {
            if (range.contains(bar.date())) {
                TestBar weekly = bar.at(bar.date()
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .atStartOfDay(TradingCalendar.ZONE))
                        .undated();
                weeks.merge(weekly, weekly, TestBar::and);
            }
        }

        List<TestBar> bars =
                read(BarQuery.of(STOCKS_DAILY, "AAPL").during(range).every(BarInterval.ONE_WEEK));

        assertThat(bars).hasSize(3).isEqualTo(List.copyOf(weeks.values()));
    }

    @Test
    void tickers_are_exact_text_and_never_null_tokens() {
        String[] tickers = {"NA", "NULL", "NAN", "TRUE", "INF", "CON", "TpA", "TPA", "BRK.A", "A'B", "x\"y", "a?", "$1"
        };
        List<TestBar> settled = new ArrayList<>();
        List<TestBar> session = new ArrayList<>();
        for (String ticker : tickers) {
            if (ticker.length() < 4) {
                settled.addAll(TestBar.minutes(ticker, NOVEMBER.get(0)).subList(0, 5));
            }
            session.addAll(TestBar.minutes(ticker, MONDAY).subList(0, 5));
        }
        lake.settled(STOCKS_MINUTE, BRONZE, settled);
        lake.session(STOCKS_MINUTE, BRONZE, session);
        List<TestBar> stored = new ArrayList<>(settled);
        stored.addAll(session);

        for (String ticker : tickers) {
            assertThat(read(query(STOCKS_MINUTE, ticker)))
                    .as(ticker)
                    .isEqualTo(undated(stored.stream()
                            .filter(bar -> bar.ticker().equals(ticker))
                            .toList()));
        }
        assertThat(read(query(STOCKS_MINUTE, "tpa"))).isEmpty();
        assertThat(read(query(STOCKS_MINUTE, tickers))).isEqualTo(undated(stored));
    }

    @Test
    void a_question_for_one_ticker_opens_only_its_files() throws IOException {
        List<TestBar> november = new ArrayList<>();
        for (String ticker : List.of("AAPL", "MSFT", "TSLA")) {
            november.addAll(TestBar.minutes(ticker, NOVEMBER.get(0)));
        }
        lake.settled(STOCKS_MINUTE, BRONZE, november);
        for (LakeFile file : lake.lake().catalog().files(STOCKS_MINUTE, BRONZE)) {
            if (!file.path().contains("symbol=MSFT")) {
                Files.writeString(lake.lake().paths().resolve(file.path()), "not Parquet");
            }
        }

        assertThat(read(query(STOCKS_MINUTE, "MSFT"))).isEqualTo(undated(TestBar.minutes("MSFT", NOVEMBER.get(0))));
        assertThatThrownBy(() -> read(query(STOCKS_MINUTE, "TSLA")))
                .isInstanceOf(PartitionException.class)
                .hasMessageContaining("symbol=TSLA");
    }

    @Test
    void contracts_are_found_among_the_files_of_their_underlying() {
        List<String> contracts = List.of(
                "O:SPY241220C00600000", "O:SPY241220P00600000", "O:SPY1241220C00600000", "O:AAPL241220C00200000");
        List<TestBar> stored = new ArrayList<>();
        contracts.forEach(contract -> stored.add(TestBar.day(contract, MONDAY)));
        lake.settled(OPTIONS_DAILY, BRONZE, stored);

        assertThat(read(query(OPTIONS_DAILY, contracts.get(1), contracts.get(3))))
                .isEqualTo(undated(List.of(stored.get(1), stored.get(3))));
        assertThat(read(query(OPTIONS_DAILY, "SPY"))).isEmpty();
        assertThat(read(query(OPTIONS_DAILY, "SPY", contracts.get(2)))).isEqualTo(undated(List.of(stored.get(2))));
    }

    @Test
    void the_range_is_of_sessions_not_of_days_in_utc() {
        List<TestBar> stored = minutesInBothTiers("AAPL");
        SessionRange range = SessionRange.of(NOVEMBER.get(0));

        List<TestBar> bars = read(BarQuery.of(STOCKS_MINUTE, "AAPL").during(range));

        assertThat(bars)
                .isEqualTo(undated(stored.stream()
                        .filter(bar -> bar.date().equals(NOVEMBER.get(0)))
                        .toList()));
        assertThat(bars.get(0).start().toLocalDate()).isEqualTo(NOVEMBER.get(0).minusDays(1));
    }

    @Test
    void without_files_there_are_columns_and_no_bars() {
        for (BarQuery query : List.of(
                query(STOCKS_MINUTE, BarInterval.FIVE_MINUTES, TradingHours.REGULAR, "AAPL"),
                query(STOCKS_DAILY, "AAPL"),
                query(OPTIONS_DAILY, "O:SPY241220C00600000"))) {
            try (BatchStream bars = engine.bars(query, allocator)) {
                assertThat(bars.schema().getFields())
                        .extracting(Field::getName)
                        .containsExactly(
                                query.dataset().isOptions() ? "ticker" : "symbol",
                                "timestamp",
                                "open",
                                "high",
                                "low",
                                "close",
                                "volume",
                                "transactions");
                assertThat(bars.schema().findField("timestamp").getType())
                        .isEqualTo(new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC"));
                assertThat(bars.advance()).isFalse();
            }
        }
    }
}
