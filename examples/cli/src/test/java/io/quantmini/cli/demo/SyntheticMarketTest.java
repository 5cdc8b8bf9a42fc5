package io.quantmini.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.TradingCalendar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class SyntheticMarketTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(20, 14, 7);
    private static final TradingCalendar CALENDAR = TradingCalendar.nyse();

    @Test
    void two_markets_of_one_seed_are_equal_byte_for_byte() throws Exception {
        assertThat(digest(SyntheticMarket.of(3, 12, 42))).isEqualTo(digest(SyntheticMarket.of(3, 12, 42)));
        assertThat(digest(SyntheticMarket.of(3, 12, 42))).isNotEqualTo(digest(SyntheticMarket.of(3, 12, 43)));
    }

    @Test
    void the_text_of_the_files_is_the_same_on_every_java_platform() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        SyntheticMarket market = SyntheticMarket.of(2, 11, 1);
        for (Dataset dataset : Dataset.shipped()) {
            for (LocalDate session : market.sessions()) {
                byte[] gzip = market.flatFile(dataset, session);
                digest.update(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes());
            }
        }
        // When this changes on purpose, the market's version goes up with it.
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("4b47929c33bb646f35619ce37854f90482d099a015b05ccc57726477a85687bc");
    }

    @Test
    void a_longer_market_holds_the_shorter_one() {
        SyntheticMarket longer = SyntheticMarket.of(21, 14, 7);
        assertThat(longer.name()).isEqualTo(MARKET.name());
        for (Dataset dataset : Dataset.shipped()) {
            LocalDate session = MARKET.sessions().get(12);
            assertThat(longer.flatFile(dataset, session)).isEqualTo(MARKET.flatFile(dataset, session));
        }
    }

    @Test
    void a_larger_market_holds_the_bars_of_the_smaller_one() throws IOException {
        LocalDate session = MARKET.sessions().get(1);
        FlatFileRows smaller = rows(MARKET, Dataset.STOCKS_DAILY, session);
        FlatFileRows larger = rows(SyntheticMarket.of(20, 300, 7), Dataset.STOCKS_DAILY, session);
        assertThat(larger.rows()).hasSize(300);
        assertThat(larger.rows().stream().map(row -> row[FlatFileRows.TICKER])).doesNotHaveDuplicates();
        assertThat(larger.rows()).usingRecursiveFieldByFieldElementComparator().containsAll(smaller.rows());
    }

    @Test
    void sessions_are_those_of_the_exchange_and_cover_november() {
        List<LocalDate> sessions = SyntheticMarket.of(24, 11, 1).sessions();
        assertThat(sessions.get(0)).isEqualTo("2025-11-03");
        assertThat(sessions.get(23)).isEqualTo("2025-12-05");
        assertThat(sessions).doesNotContain(LocalDate.parse("2025-11-27")).allMatch(CALENDAR::isSession);
        assertThat(MARKET.lateSession()).isEqualTo("2025-11-14");
        assertThat(MARKET.lateKey()).isEqualTo("us_stocks_sip/minute_aggs_v1/2025/11/2025-11-14.csv.gz");
    }

    @Test
    void files_have_the_vendors_columns_and_are_sorted_by_ticker_bytes_then_time() throws IOException {
        for (Dataset dataset : Dataset.shipped()) {
            FlatFileRows file = rows(MARKET, dataset, MARKET.sessions().get(1));
            assertThat(file.header()).isEqualTo("ticker,volume,open,close,high,low,window_start,transactions");
            assertThat(file.rows()).allMatch(row -> row.length == 8).isSortedAccordingTo((a, b) -> {
                int tickers = Arrays.compareUnsigned(
                        a[0].getBytes(StandardCharsets.UTF_8), b[0].getBytes(StandardCharsets.UTF_8));
                return tickers != 0 ? tickers : Long.compare(nanos(a), nanos(b));
            });
        }
    }

    @Test
    void awkward_tickers_trade_every_session() throws IOException {
        for (LocalDate session : MARKET.sessions()) {
            List<String> tickers = rows(MARKET, Dataset.STOCKS_DAILY, session).rows().stream()
                    .map(row -> row[FlatFileRows.TICKER])
                    .toList();
            assertThat(tickers).contains("NA", "BRK.A", "TpA", "CON", "NULL");
        }
    }

    @Test
    void a_daily_bar_is_its_regular_minutes_and_the_volume_of_all() throws IOException {
        for (int session : new int[] {1, 11, 18}) {
            LocalDate date = MARKET.sessions().get(session);
            FlatFileRows minutes = rows(MARKET, Dataset.STOCKS_MINUTE, date);
            for (String[] day : rows(MARKET, Dataset.STOCKS_DAILY, date).rows()) {
                List<String[]> all = minutes.of(day[FlatFileRows.TICKER]);
                List<String[]> regular = all.stream()
                        .filter(row -> nanos(row) >= CALENDAR.openNanos(date) && nanos(row) < CALENDAR.closeNanos(date))
                        .toList();
                assertThat(day[FlatFileRows.OPEN]).isEqualTo(regular.get(0)[FlatFileRows.OPEN]);
                assertThat(day[FlatFileRows.CLOSE]).isEqualTo(regular.get(regular.size() - 1)[FlatFileRows.CLOSE]);
                assertThat(number(day, FlatFileRows.HIGH))
                        .isEqualTo(regular.stream()
                                .mapToDouble(row -> number(row, FlatFileRows.HIGH))
                                .max()
                                .orElseThrow());
                assertThat(number(day, FlatFileRows.LOW))
                        .isEqualTo(regular.stream()
                                .mapToDouble(row -> number(row, FlatFileRows.LOW))
                                .min()
                                .orElseThrow());
                assertThat(number(day, FlatFileRows.VOLUME))
                        .isEqualTo(all.stream()
                                .mapToDouble(row -> number(row, FlatFileRows.VOLUME))
                                .sum());
            }
        }
    }

    @Test
    void there_is_trading_before_the_open_and_after_the_close_and_none_outside_the_session() throws IOException {
        LocalDate date = MARKET.sessions().get(1);
        List<String[]> spy = rows(MARKET, Dataset.STOCKS_MINUTE, date).of("SPY");
        assertThat(spy).anyMatch(row -> nanos(row) < CALENDAR.openNanos(date));
        assertThat(spy).anyMatch(row -> nanos(row) >= CALENDAR.closeNanos(date));
        assertThat(spy)
                .allMatch(row -> nanos(row) >= TradingCalendar.sessionStartNanos(date)
                        && nanos(row) < TradingCalendar.sessionEndNanos(date));
    }

    @Test
    void a_half_day_has_half_the_minutes() throws IOException {
        LocalDate half = LocalDate.parse("2025-11-28");
        assertThat(CALENDAR.isHalfDay(half)).isTrue();
        assertThat(rows(MARKET, Dataset.STOCKS_MINUTE, half).of("AAPL").stream()
                        .filter(row ->
                                nanos(row) >= CALENDAR.openNanos(half) && nanos(row) < CALENDAR.closeNanos(half)))
                .hasSize(210);
    }

    @Test
    void a_split_divides_prices_by_four_and_a_rename_changes_the_ticker() throws IOException {
        List<Double> closes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (LocalDate session : MARKET.sessions()) {
            FlatFileRows file = rows(MARKET, Dataset.STOCKS_DAILY, session);
            closes.add(number(file.of("SPLT").get(0), FlatFileRows.CLOSE));
            names.add(file.of("OLDN").isEmpty() ? "NEWN" : "OLDN");
            assertThat(file.of("OLDN").size() + file.of("NEWN").size()).isEqualTo(1);
        }
        assertThat(closes.get(11) / closes.get(10)).isCloseTo(0.25, within(0.05));
        assertThat(names.subList(0, 13)).containsOnly("OLDN");
        assertThat(names.subList(13, 20)).containsOnly("NEWN");
    }

    @Test
    void reference_data_tells_of_the_split_the_dividend_and_the_rename() {
        assertThat(MARKET.reference()).containsOnlyKeys("dividends.json", "events/NEWN.json", "splits.json");
        assertThat(text(MARKET, "splits.json")).contains("\"SPLT\"", "\"2025-11-18\"", "\"split_to\": 4");
        assertThat(text(MARKET, "dividends.json")).contains("\"DIVD\"", "\"2025-11-12\"", "\"cash_amount\": 0.5");
        assertThat(text(MARKET, "events/NEWN.json")).contains("\"NEWN\"", "\"2025-11-20\"", "\"OLDN\"");
        assertThat(SyntheticMarket.of(1, 11, 7).reference()).containsOnlyKeys("dividends.json", "splits.json");
    }

    @Test
    void option_contracts_are_alive_and_their_premiums_plausible() throws IOException {
        LocalDate date = MARKET.sessions().get(1);
        FlatFileRows stocks = rows(MARKET, Dataset.STOCKS_DAILY, date);
        List<String[]> options = rows(MARKET, Dataset.OPTIONS_DAILY, date).rows();
        assertThat(options).hasSizeGreaterThan(200);
        for (String[] row : options) {
            OptionTicker ticker = OptionTicker.parse(row[FlatFileRows.TICKER]);
            String[] stock = stocks.of(ticker.underlying()).get(0);
            assertThat(ticker.expiration()).isAfterOrEqualTo(date).matches(CALENDAR::isSession);
            double spot = number(stock, FlatFileRows.CLOSE);
            assertThat(ticker.strikePrice()).isCloseTo(spot, within(0.2 * spot));
            assertThat(number(row, FlatFileRows.LOW)).isPositive();
            assertThat(number(row, FlatFileRows.HIGH)).isLessThan(0.2 * spot);
        }
        assertThat(options.stream()
                        .map(row -> OptionTicker.parse(row[FlatFileRows.TICKER]).underlying())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("SPY", "AAPL", "MSFT");
    }

    @Test
    void bars_keep_low_open_close_high_in_order() throws IOException {
        for (Dataset dataset : Dataset.shipped()) {
            for (String[] row : rows(MARKET, dataset, MARKET.sessions().get(1)).rows()) {
                double low = number(row, FlatFileRows.LOW);
                double high = number(row, FlatFileRows.HIGH);
                assertThat(number(row, FlatFileRows.OPEN)).isBetween(low, high);
                assertThat(number(row, FlatFileRows.CLOSE)).isBetween(low, high);
                assertThat(number(row, FlatFileRows.TRANSACTIONS)).isBetween(1.0, number(row, FlatFileRows.VOLUME) + 1);
            }
        }
    }

    @Test
    void faults_stand_where_they_are_said_to_be() throws IOException {
        assertThat(MARKET.blemishes()).extracting(Blemish::kind).contains(Blemish.Kind.values());
        for (Dataset dataset : Dataset.shipped()) {
            for (int session = 0; session < 9; session++) {
                int index = session;
                List<Blemish.Kind> said = MARKET.blemishes().stream()
                        .filter(fault -> fault.dataset().equals(dataset) && fault.session() == index)
                        .map(Blemish::kind)
                        .toList();
                LocalDate date = MARKET.sessions().get(session);
                List<String[]> file = rows(MARKET, dataset, date).rows();
                assertThat(faults(file, date)).as(dataset + " " + date).containsExactlyInAnyOrderElementsOf(said);
            }
        }
    }

    @Test
    void sizes_out_of_bounds_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SyntheticMarket.of(0, 40, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> SyntheticMarket.of(501, 40, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticMarket.of(24, 10, 1))
                .withMessageContaining("11 to 10000 symbols, got 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MARKET.flatFile(Dataset.STOCKS_DAILY, LocalDate.parse("2025-11-27")));
    }

    private static List<Blemish.Kind> faults(List<String[]> rows, LocalDate date) {
        List<Blemish.Kind> found = new ArrayList<>();
        String previous = "";
        for (String[] row : rows) {
            String joined = String.join(",", row);
            if (joined.equals(previous)) {
                found.add(Blemish.Kind.DUPLICATE);
            }
            previous = joined;
            if (!row[FlatFileRows.VOLUME].matches("\\d+")) {
                found.add(Blemish.Kind.TEXT_IN_NUMBER);
            }
            if (row[FlatFileRows.LOW].startsWith("-")) {
                found.add(Blemish.Kind.NEGATIVE_PRICE);
            }
            if (nanos(row) < TradingCalendar.sessionStartNanos(date)) {
                found.add(Blemish.Kind.OFF_SESSION);
            }
        }
        return found;
    }

    private static FlatFileRows rows(SyntheticMarket market, Dataset dataset, LocalDate session) throws IOException {
        return FlatFileRows.of(market.flatFile(dataset, session));
    }

    private static long nanos(String[] row) {
        return Long.parseLong(row[FlatFileRows.WINDOW_START]);
    }

    private static double number(String[] row, int column) {
        return Double.parseDouble(row[column]);
    }

    private static String text(SyntheticMarket market, String path) {
        return Stream.ofNullable(market.reference().get(path))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow();
    }

    private static String digest(SyntheticMarket market) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (Dataset dataset : Dataset.shipped()) {
            for (LocalDate session : market.sessions()) {
                digest.update(market.flatFile(dataset, session));
            }
        }
        market.reference().values().forEach(digest::update);
        return HexFormat.of().formatHex(digest.digest());
    }
}
