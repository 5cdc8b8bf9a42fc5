package io.quantmini.admission;

import static io.quantmini.admission.TextAdmission.GOOD;
import static io.quantmini.admission.TextAdmission.MINUTE;
import static io.quantmini.admission.TextAdmission.NOON;
import static io.quantmini.admission.TextAdmission.SESSION;
import static io.quantmini.admission.TextAdmission.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.admission.TextAdmission.Run;
import io.quantmini.market.Dataset;
import io.quantmini.stage.RowFault;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rows are sane bars, and in which columns they pass. */
class AdmissionRulesTest {
    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator(1 << 30);
    private TextAdmission text;

    @BeforeEach
    void open() {
        text = new TextAdmission(directory, allocator, 2);
    }

    @AfterEach
    void all_memory_is_given_back() {
        allocator.close();
    }

    @Test
    void sane_rows_pass_in_bronze_columns() {
        Run run = text.admit(Dataset.STOCKS_MINUTE, "AAPL" + GOOD + NOON, "BRK.A 1 1 1 1 0.5 0 " + (NOON + MINUTE));
        long micros = NOON / 1000;
        assertThat(run.rows())
                .containsExactly(
                        "AAPL 19793 " + micros + " 10.0 11.0 9.0 10.5 100.0 5",
                        "BRK.A 19793 " + (micros + 60_000_000) + " 1.0 1.0 1.0 1.0 0.5 0");
        assertThat(run.quarantine()).isEmpty();
        assertThat(text.request(Dataset.STOCKS_MINUTE).quarantine()).doesNotExist();
    }

    @Test
    void option_columns_come_from_the_ticker() {
        String ticker = "O:BRKB1240311P00000500";
        Run run = text.admit(Dataset.OPTIONS_DAILY, ticker + GOOD + NOON, "O:SPY260619C00650000" + GOOD + NOON);
        assertThat(run.rows())
                .containsExactly(
                        ticker + " BRKB1 19793 put 0.5 19793 " + NOON / 1000 + " 10.0 11.0 9.0 10.5 100.0 5",
                        "O:SPY260619C00650000 SPY 20623 call 650.0 19793 " + NOON / 1000
                                + " 10.0 11.0 9.0 10.5 100.0 5");
    }

    @ParameterizedTest
    @CsvSource({
        "A -1 11 -2 10 1 1, NEGATIVE_PRICE",
        "A 10 11 9 10 -0.1 1, NEGATIVE_VOLUME",
        "A 10 11 9 10 9007199254740993.5 1, VOLUME_TOO_LARGE",
        "A 10 11 10.1 10.2 1 1, PRICE_ORDER",
        "A 10 10.1 9 10.2 1 1, PRICE_ORDER",
        "A NaN 11 9 10 1 1, BAD_NUMBER",
        "A 10 Infinity 9 10 1 1, BAD_NUMBER",
        "A 10 11 9 10 NaN 1, BAD_NUMBER",
        "A 10 11 9 10 1 -1, BAD_NUMBER",
        "A'B 10 11 9 10 1 1, BAD_TICKER",
    })
    void a_row_that_is_no_sane_bar_is_quarantined_whoever_decoded_it(String row, RowFault fault) {
        Run run = text.admit(Dataset.STOCKS_MINUTE, row + " " + NOON);
        assertThat(run.tally().reasons()).isEqualTo(Map.of(fault, 1L));
        assertThat(run.rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "A 10 11 9 10 9007199254740992 1",
        "A 0 0 0 0 0 0",
        "A 10 10 10 10 1 1",
        "NULL 10 11 9 10 1 1",
        "O:X 10 11 9 10 1 1",
    })
    void the_edges_of_the_rules_are_inside(String row) {
        assertThat(text.admit(Dataset.STOCKS_MINUTE, row + " " + NOON).rows()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "O:SPY240311C00650000, ",
        "O:SPY240310C00650000, EXPIRED_CONTRACT",
        "O:SPY240230C00650000, BAD_CONTRACT",
        "O:SPY240311X00650000, BAD_CONTRACT",
        "SPY, BAD_CONTRACT",
    })
    void a_contract_must_be_one_and_alive(String ticker, @Nullable RowFault fault) {
        Run run = text.admit(Dataset.OPTIONS_MINUTE, ticker + GOOD + NOON);
        assertThat(run.tally().reasons()).isEqualTo(fault == null ? Map.of() : Map.of(fault, 1L));
    }

    @Test
    void a_session_runs_from_20_00_new_york_to_20_00_whatever_the_clocks_do() {
        LocalDate sunday = SESSION.minusDays(1);
        long from = at(sunday, 20);
        assertThat(from).isEqualTo(1710115200L * 1_000_000_000L);
        Run run = text.admit(
                Dataset.STOCKS_MINUTE,
                "A" + GOOD + (from - MINUTE),
                "B" + GOOD + from,
                "C" + GOOD + (at(SESSION, 20) - MINUTE),
                "D" + GOOD + at(SESSION, 20));
        assertThat(run.tickers()).containsExactly("B", "C");
        assertThat(run.tally().reasons()).isEqualTo(Map.of(RowFault.TIME_OUTSIDE_SESSION, 2L));
    }

    @Test
    void minute_bars_start_on_a_minute_and_daily_bars_on_a_microsecond() {
        String odd = "A" + GOOD + (NOON + 1_000);
        String odder = "B" + GOOD + (NOON + 1);
        assertThat(text.admit(Dataset.STOCKS_MINUTE, odd, odder).tally().reasons())
                .isEqualTo(Map.of(RowFault.NOT_ON_MINUTE, 2L));
        Run daily = text.admit(Dataset.STOCKS_DAILY, odd, odder);
        assertThat(daily.tickers()).containsExactly("A");
        assertThat(daily.tally().reasons()).isEqualTo(Map.of(RowFault.NOT_ON_MICROSECOND, 1L));
    }

    @Test
    void a_ticker_too_long_to_name_a_directory_does_not_pass() {
        Run run = text.admit(Dataset.STOCKS_MINUTE, "A".repeat(240) + GOOD + NOON, "A".repeat(241) + GOOD + NOON);
        assertThat(run.tally().published()).isEqualTo(1);
        assertThat(run.tally().reasons()).isEqualTo(Map.of(RowFault.BAD_TICKER, 1L));
    }
}
