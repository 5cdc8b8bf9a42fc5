package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradingCalendarTest {
    private static final int SPAN_DAYS =
            (int) (TradingCalendar.LAST_DATE.toEpochDay() - TradingCalendar.FIRST_DATE.toEpochDay());

    private final TradingCalendar nyse = TradingCalendar.nyse();

    private record Hours(LocalTime open, LocalTime close) {}

    @Test
    void every_golden_session_has_its_hours_and_no_other_date_is_a_session() throws IOException {
        Map<LocalDate, Hours> golden = golden();
        assertThat(golden).hasSize(6261);
        List<LocalDate> dates = List.copyOf(golden.keySet());
        LocalDate first = dates.get(0);
        LocalDate last = dates.get(dates.size() - 1);

        for (LocalDate date = first; !date.isAfter(last); date = date.plusDays(1)) {
            Hours hours = golden.get(date);
            assertThat(nyse.isSession(date)).as("%s", date).isEqualTo(hours != null);
            if (hours != null) {
                assertThat(nyse.open(date)).as("%s", date).isEqualTo(hours.open());
                assertThat(nyse.close(date)).as("%s", date).isEqualTo(hours.close());
                assertThat(nyse.isHalfDay(date))
                        .as("%s", date)
                        .isEqualTo(hours.close().getHour() == 13);
            }
        }
        assertThat(nyse.sessions(new SessionRange(first, last))).isEqualTo(dates);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-12-24",
                "2028-01-17",
                "2028-04-14",
                "2028-06-19",
                "2028-07-04",
                "2028-11-23",
                "2028-12-25",
                "2030-04-19",
                "2033-06-20",
                "2038-04-23",
                "2049-04-16",
                "2050-04-08",
                "2099-12-25"
            })
    void holidays_go_on_by_rule_after_the_golden_file(String holiday) {
        assertThat(nyse.isSession(LocalDate.parse(holiday))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-11-26", "2028-07-03", "2028-11-24", "2029-07-03", "2029-12-24"})
    void early_closes_go_on_by_rule_after_the_golden_file(String session) {
        assertThat(nyse.close(LocalDate.parse(session))).isEqualTo(LocalTime.of(13, 0));
    }

    @Test
    void a_new_year_on_a_saturday_takes_no_session_away() {
        assertThat(nyse.isSession(LocalDate.of(2027, 12, 31))).isTrue();
        assertThat(nyse.isSession(LocalDate.of(2028, 1, 3))).isTrue();
    }

    @Test
    void easter_agrees_with_known_dates() {
        assertThat(NyseRules.easter(2008)).isEqualTo(LocalDate.of(2008, 3, 23));
        assertThat(NyseRules.easter(2038)).isEqualTo(LocalDate.of(2038, 4, 25));
        assertThat(NyseRules.easter(2049)).isEqualTo(LocalDate.of(2049, 4, 18));
        assertThat(NyseRules.easter(2076)).isEqualTo(LocalDate.of(2076, 4, 19));
    }

    @Test
    void a_full_day_has_390_regular_minutes_and_a_half_day_210() {
        assertThat(nyse.regularMinutes(LocalDate.of(2025, 11, 26))).isEqualTo(390);
        assertThat(nyse.regularMinutes(LocalDate.of(2025, 11, 28))).isEqualTo(210);
    }

    @Test
    void neighbours_skip_weekends_and_holidays_from_sessions_and_closed_days_alike() {
        assertThat(nyse.next(LocalDate.of(2025, 1, 8))).isEqualTo(LocalDate.of(2025, 1, 10));
        assertThat(nyse.next(LocalDate.of(2025, 1, 9))).isEqualTo(LocalDate.of(2025, 1, 10));
        assertThat(nyse.previous(LocalDate.of(2025, 1, 13))).isEqualTo(LocalDate.of(2025, 1, 10));
        assertThat(nyse.previous(LocalDate.of(2025, 1, 12))).isEqualTo(LocalDate.of(2025, 1, 10));
    }

    @Test
    void a_month_lists_its_sessions() {
        assertThat(nyse.monthSessions(YearMonth.of(2012, 10)))
                .hasSize(21)
                .startsWith(LocalDate.of(2012, 10, 1))
                .endsWith(LocalDate.of(2012, 10, 31))
                .doesNotContain(LocalDate.of(2012, 10, 29), LocalDate.of(2012, 10, 30));
    }

    @Test
    void dates_outside_the_span_are_no_sessions_and_ranges_are_cut_to_it() {
        assertThat(nyse.isSession(LocalDate.of(2002, 12, 31))).isFalse();
        assertThat(nyse.isSession(LocalDate.of(2100, 1, 4))).isFalse();
        assertThat(nyse.sessions(new SessionRange(LocalDate.MIN, LocalDate.of(2003, 1, 2))))
                .containsExactly(LocalDate.of(2003, 1, 2));
        assertThat(nyse.sessions(new SessionRange(LocalDate.of(2099, 12, 31), LocalDate.MAX)))
                .containsExactly(LocalDate.of(2099, 12, 31));
        assertThat(nyse.sessionsBetween(new SessionRange(LocalDate.of(1999, 1, 1), LocalDate.of(1999, 12, 31))))
                .isZero();
        assertThatThrownBy(() -> nyse.previous(LocalDate.of(2003, 1, 2))).isInstanceOf(CalendarException.class);
        assertThatThrownBy(() -> nyse.next(LocalDate.of(2099, 12, 31))).isInstanceOf(CalendarException.class);
        assertThat(nyse.next(LocalDate.MIN)).isEqualTo(LocalDate.of(2003, 1, 2));
        assertThat(nyse.previous(LocalDate.MAX)).isEqualTo(LocalDate.of(2099, 12, 31));
    }

    @Test
    void hours_of_a_closed_day_are_an_error_that_names_it() {
        assertThatThrownBy(() -> nyse.close(LocalDate.of(2025, 1, 9)))
                .isInstanceOfSatisfying(
                        CalendarException.class, e -> assertThat(e.date()).isEqualTo(LocalDate.of(2025, 1, 9)))
                .hasMessageStartingWith("[2025-01-09] cannot tell the hours");
        assertThat(nyse.isHalfDay(LocalDate.of(2025, 1, 9))).isFalse();
    }

    @Test
    void the_admission_window_runs_from_20_00_to_20_00_new_york_whatever_the_offset() {
        LocalDate winter = LocalDate.of(2025, 1, 6);
        assertThat(TradingCalendar.sessionStartNanos(winter)).isEqualTo(nanos("2025-01-06T01:00:00Z"));
        assertThat(TradingCalendar.sessionEndNanos(winter)).isEqualTo(nanos("2025-01-07T01:00:00Z"));

        LocalDate clocksForward = LocalDate.of(2025, 3, 9);
        assertThat(TradingCalendar.sessionStartNanos(clocksForward)).isEqualTo(nanos("2025-03-09T01:00:00Z"));
        assertThat(TradingCalendar.sessionEndNanos(clocksForward)).isEqualTo(nanos("2025-03-10T00:00:00Z"));
    }

    @Test
    void regular_hours_are_instants_too() {
        LocalDate halfDay = LocalDate.of(2025, 11, 28);
        assertThat(nyse.openNanos(halfDay)).isEqualTo(nanos("2025-11-28T14:30:00Z"));
        assertThat(nyse.closeNanos(halfDay)).isEqualTo(nanos("2025-11-28T18:00:00Z"));
    }

    @Test
    void a_date_beyond_64_bit_nanoseconds_is_an_error() {
        assertThatThrownBy(() -> TradingCalendar.sessionEndNanos(LocalDate.of(2300, 1, 1)))
                .isInstanceOf(CalendarException.class);
    }

    @Property(tries = 300)
    void numbers_neighbours_and_counts_agree(@ForAll @IntRange(max = 35_000) int offset) {
        LocalDate date = TradingCalendar.FIRST_DATE.plusDays(offset % SPAN_DAYS);
        int index = nyse.indexOf(date);
        assertThat(index >= 0).isEqualTo(nyse.isSession(date));
        if (index >= 0) {
            assertThat(nyse.sessionAt(index)).isEqualTo(date);
            assertThat(nyse.countBefore(date)).isEqualTo(index);
            assertThat(nyse.sessionsBetween(SessionRange.of(date))).isEqualTo(1);
        }
        LocalDate next = nyse.next(date);
        assertThat(next).isAfter(date);
        assertThat(nyse.sessions(new SessionRange(date, next))).hasSize(index >= 0 ? 2 : 1);
        assertThat(nyse.previous(next.plusDays(1))).isEqualTo(next);
    }

    private static long nanos(String instant) {
        return Math.multiplyExact(Instant.parse(instant).getEpochSecond(), 1_000_000_000L);
    }

    private static Map<LocalDate, Hours> golden() throws IOException {
        InputStream resource =
                Objects.requireNonNull(TradingCalendarTest.class.getResourceAsStream("/golden/nyse_sessions.csv"));
        Map<LocalDate, Hours> golden = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).isEqualTo("date,open_et,close_et");
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                List<String> cells = List.of(line.split(",", -1));
                golden.put(
                        LocalDate.parse(cells.get(0)),
                        new Hours(LocalTime.parse(cells.get(1)), LocalTime.parse(cells.get(2))));
            }
        }
        return golden;
    }
}
