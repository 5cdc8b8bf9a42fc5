package io.quantmini.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakFinderTest {
    private static final TradingCalendar NYSE = TradingCalendar.nyse();
    private static final LocalDate DAY = LocalDate.of(2014, 6, 6);
    private static final LocalDate NEXT = LocalDate.of(2014, 6, 9);

    @ParameterizedTest
    @CsvSource({"60, false", "61, true"})
    void a_gap_of_more_than_60_sessions_may_be_a_break(int absent, boolean found) {
        LocalDate after = NYSE.sessionAt(NYSE.indexOf(DAY) + absent + 1);
        List<PossibleBreak> breaks =
                finder(SecurityMap.empty()).find("X", List.of(new SessionClose(DAY, 10), new SessionClose(after, 11)));
        if (found) {
            assertThat(breaks).containsExactly(new PossibleBreak("X", DAY, after, absent, 1.1, true, false));
        } else {
            assertThat(breaks).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"18.0, false", "18.1, true", "5.6, false", "5.5, true"})
    void a_jump_of_more_than_80_percent_either_way_may_be_a_break(double close, boolean found) {
        List<PossibleBreak> breaks = finder(SecurityMap.empty())
                .find("X", List.of(new SessionClose(DAY, 10), new SessionClose(NEXT, close)));
        assertThat(breaks).hasSize(found ? 1 : 0).allMatch(here -> here.byRatio() && !here.byGap());
    }

    @Test
    void a_split_explains_a_jump_of_its_size_but_no_other() {
        BreakFinder finder = finder(SecurityMap.empty(), new Split("AAPL", NEXT, 1, 7));
        assertThat(finder.between("AAPL", new SessionClose(DAY, 645.57), new SessionClose(NEXT, 93.70)))
                .isNull();

        List<PossibleBreak> tooFar =
                finder.find("AAPL", List.of(new SessionClose(DAY, 645.57), new SessionClose(NEXT, 9.370)));
        assertThat(tooFar).hasSize(1);
        assertThat(tooFar.get(0).ratio()).isCloseTo(0.1016, within(0.0001));
        assertThat(finder.between("X", new SessionClose(DAY, 645.57), new SessionClose(NEXT, 93.70)))
                .isNotNull();
    }

    @Test
    void known_breaks_and_securities_known_to_be_one_are_passed_over() {
        LocalDate renamed = LocalDate.of(2022, 6, 9);
        SecurityMap map = SecurityMap.of(
                List.of(new TickerHistory(null, "M", List.of(new TickerEvent(renamed, "META")))), List.of(), List.of());
        List<SessionClose> closes = List.of(
                new SessionClose(LocalDate.of(2021, 1, 4), 1),
                new SessionClose(LocalDate.of(2022, 6, 8), 12),
                new SessionClose(renamed, 184),
                new SessionClose(LocalDate.of(2023, 6, 9), 20));
        assertThat(finder(map).find("META", closes))
                .extracting(PossibleBreak::firstAfter)
                .containsExactly(LocalDate.of(2022, 6, 8));
    }

    @Test
    void a_close_of_zero_has_no_ratio() {
        assertThat(finder(SecurityMap.empty()).find("X", List.of(new SessionClose(DAY, 0), new SessionClose(NEXT, 0))))
                .isEmpty();
    }

    private static BreakFinder finder(SecurityMap map, Split... splits) {
        return new BreakFinder(NYSE, map, CorporateActions.of(map, List.of(splits), List.of()));
    }
}
