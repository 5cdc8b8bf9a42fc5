package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarOverridesTest {
    @TempDir
    private Path directory;

    private final TradingCalendar nyse = TradingCalendar.nyse();

    @Test
    void a_file_adds_closures_early_closes_and_sessions() throws IOException {
        TradingCalendar calendar = nyse.withOverrides(yaml("""
                # a day of mourning
                closures:
                  - 2026-03-04
                early_closes:
                  2026-03-05: 13:00
                  "2026-03-07": "12:30"
                sessions: [2026-03-07]
                """));

        assertThat(calendar.isSession(LocalDate.of(2026, 3, 4))).isFalse();
        assertThat(calendar.close(LocalDate.of(2026, 3, 5))).isEqualTo(LocalTime.of(13, 0));
        assertThat(calendar.close(LocalDate.of(2026, 3, 7))).isEqualTo(LocalTime.of(12, 30));
        assertThat(calendar.regularMinutes(LocalDate.of(2026, 3, 7))).isEqualTo(180);
        assertThat(calendar.next(LocalDate.of(2026, 3, 3))).isEqualTo(LocalDate.of(2026, 3, 5));
        assertThat(calendar.next(LocalDate.of(2026, 3, 6))).isEqualTo(LocalDate.of(2026, 3, 7));
        assertThat(nyse.isSession(LocalDate.of(2026, 3, 4))).isTrue();
        assertThat(nyse.isSession(LocalDate.of(2026, 3, 7))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing yet\n", "closures:\nearly_closes:\nsessions:\n", "{}", "~"})
    void an_empty_file_changes_nothing(String text) throws IOException {
        SessionRange year = SessionRange.of("2025-01-01", "2025-12-31");
        assertThat(nyse.withOverrides(yaml(text)).sessions(year)).isEqualTo(nyse.sessions(year));
    }

    @Test
    void a_closure_that_a_rule_already_makes_and_a_session_that_exists_are_accepted() throws IOException {
        TradingCalendar calendar =
                nyse.withOverrides(yaml("closures: [2025-12-25]\nsessions: [2025-11-28, 2025-12-26]\n"));
        assertThat(calendar.isSession(LocalDate.of(2025, 12, 25))).isFalse();
        assertThat(calendar.isHalfDay(LocalDate.of(2025, 11, 28))).isTrue();
    }

    @Test
    void an_early_close_at_16_00_makes_a_half_day_full() throws IOException {
        TradingCalendar calendar = nyse.withOverrides(yaml("early_closes: {2025-11-28: 16:00}"));
        assertThat(calendar.isHalfDay(LocalDate.of(2025, 11, 28))).isFalse();
    }

    @Test
    void an_unknown_key_is_named_with_its_line_and_the_nearest_known_key() throws IOException {
        Path file = yaml("closures: []\nearly_close:\n  2025-07-03: 13:00\n");
        assertThatThrownBy(() -> nyse.withOverrides(file))
                .isInstanceOfSatisfying(CalendarFileException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.file()).isEqualTo(file.toString());
                })
                .hasMessage("[" + file + ":2] cannot use key \"early_close\": expected one of closures, early_closes,"
                        + " sessions; did you mean \"early_closes\"?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 | 'closures: 2025-01-09'
            3 | 'closures:\n  - 2025-01-09\n  - 2025-02-30'
            2 | 'closures:\n  - [2025-01-09]'
            1 | '- 2025-01-09'
            2 | 'early_closes:\n  2025-07-03: noon'
            2 | 'early_closes:\n  2025-07-03: 09:30'
            2 | 'early_closes:\n  2025-07-02: 16:01'
            2 | 'early_closes:\n  2025-07-02: 13:00:30'
            2 | 'early_closes:\n  2025-07-04: 13:00'
            3 | 'early_closes:\n  2025-07-02: 13:00\n  2025-07-02: 14:00'
            4 | 'closures:\n  - 2025-07-02\nsessions:\n  - 2025-07-02'
            2 | 'closures: []\nclosures: []'
            2 | 'sessions:\n  - 2002-12-31'
            2 | 'closures:\n  - !!java.net.URL [x]'
            2 | 'closures:\n  - "2025'
            """)
    void a_fault_is_reported_with_its_line(int line, String text) throws IOException {
        Path file = yaml(text.replace("\\n", "\n"));
        assertThatThrownBy(() -> nyse.withOverrides(file))
                .isInstanceOfSatisfying(
                        CalendarFileException.class, e -> assertThat(e.line()).isEqualTo(line));
    }

    @Test
    void a_missing_file_is_an_error_that_names_it() {
        Path missing = directory.resolve("absent.yaml");
        assertThatThrownBy(() -> nyse.withOverrides(missing))
                .isInstanceOf(CalendarFileException.class)
                .hasMessageStartingWith("[" + missing + "] cannot read the calendar overrides");
    }

    private Path yaml(String text) throws IOException {
        return Files.writeString(directory.resolve("calendar.yaml"), text);
    }
}
