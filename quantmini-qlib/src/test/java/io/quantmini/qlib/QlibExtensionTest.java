package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.market.Evidence;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import io.quantmini.market.Universe.Member;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.QlibResult.Outcome;
import io.quantmini.stage.TradingHours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update adds to a directory as it stands, and when it does; the oracle is a directory written anew. */
class QlibExtensionTest {
    private static final SessionRange YEAR = SessionRange.of("2023-01-03", "2023-12-29");
    private static final List<LocalDate> SESSIONS = TradingCalendar.nyse().sessions(YEAR);

    @TempDir
    private Path lake;

    private Gold gold;
    private Gold anew;
    private SilverRows rows;
    private long rowsRead;

    @BeforeEach
    void nameDirectories() {
        rows = new SilverRows(Dataset.STOCKS_DAILY);
        gold = gold("updated", Dataset.STOCKS_DAILY);
        anew = gold("anew", Dataset.STOCKS_DAILY);
    }

    @Test
    void new_sessions_are_appended_and_only_their_rows_and_one_session_before_them_are_read() {
        for (int session = 0; session < 5; session++) {
            rows.day("AAA", date(session), 10 + session).day("BBB", date(session), 20 + session);
        }
        assertThat(upTo(4)).isEqualTo(Outcome.REBUILT);
        rows.day("AAA", date(5), 30, Map.of("factor", 2.0))
                .day("CCC", date(6), 9)
                .day("BBB", date(6), 8)
                .day("AAA", date(6), 31);
        assertThat(upTo(6)).isEqualTo(Outcome.EXTENDED);
        assertThat(rowsRead).isEqualTo(4 + 2);
        assertThat(gold.values("aaa", "change")).endsWith((float) (60.0 / 14 - 1), (float) (31.0 / 60 - 1));
        assertThat(gold.values("bbb", "close")).endsWith(24f, Float.NaN, 8f);
    }

    @Test
    void without_a_field_that_looks_back_nothing_older_is_read() {
        use(gold.fields(List.of("close")), anew.fields(List.of("close")));
        rows.day("AAA", date(0), 1).day("BBB", date(0), 1);
        upTo(0);
        rows.day("BBB", date(1), 2);
        assertThat(upTo(1)).isEqualTo(Outcome.EXTENDED);
        assertThat(rowsRead).isEqualTo(1);
    }

    @Test
    void an_absence_of_more_than_sixty_sessions_parts_spans_as_it_does_in_a_directory_written_anew() {
        rows.day("OUT", date(0), 1).day("GAP", date(0), 1).day("ALL", date(0), 1);
        upTo(0);
        for (int session = 1; session < 70; session++) {
            rows.day("ALL", date(session), session);
            if (session == 61) {
                rows.day("GAP", date(session), 5);
            }
            if (session == 62) {
                rows.day("OUT", date(session), 5);
            }
            assertThat(upTo(session)).isEqualTo(Outcome.EXTENDED);
        }
        assertThat(gold.text("instruments/all.txt").lines().map(line -> line.substring(0, 3)))
                .containsExactly("ALL", "GAP", "OUT", "OUT");
        assertThat(gold.values("out", "close")).hasSize(63).endsWith(Float.NaN, 5f);
    }

    @Test
    void minutes_of_regular_and_of_all_hours_are_extended() {
        use(Dataset.STOCKS_MINUTE);
        for (TradingHours hours : TradingHours.values()) {
            use(
                    gold.hours(hours).fields(List.of("close", "change")),
                    anew.hours(hours).fields(List.of("close", "change")));
            rows = new SilverRows(Dataset.STOCKS_MINUTE);
            for (int session = 0; session < 4; session++) {
                rows.minute("ALL", SESSIONS.get(session), LocalTime.of(9, 30), 1)
                        .minute("ALL", SESSIONS.get(session), LocalTime.of(9, 33), 2 + session)
                        .minute("PRE", SESSIONS.get(session), LocalTime.of(4, 0), 3);
                if (session == 2) {
                    rows.minute("NEW", SESSIONS.get(session), LocalTime.of(15, 59), 3);
                }
                assertThat(upTo(session)).isEqualTo(session == 0 ? Outcome.REBUILT : Outcome.EXTENDED);
            }
            assertThat(gold.values("all", "change")).endsWith(Float.NaN, Float.NaN, 4f);
        }
    }

    @Test
    void options_are_extended() {
        use(Dataset.OPTIONS_DAILY);
        List<String> fields = QlibRequest.defaultFields(Dataset.OPTIONS_DAILY);
        use(gold.fields(fields), anew.fields(fields));
        for (int session = 0; session < 4; session++) {
            rows.option("O:NA240118C00010000", "NA", "call", date(session), 5 + session)
                    .option("O:NA240118P00010000", "NA", "put", date(session), 0.1)
                    .option("O:NA240118P00020000", "NA", "put", date(session), 0.2);
            if (session > 1) {
                rows.option("O:SPY240118P00010000", "SPY", "put", date(session), 9);
            }
            assertThat(upTo(session)).isEqualTo(session == 0 ? Outcome.REBUILT : Outcome.EXTENDED);
        }
        assertThat(gold.values("na_0", "call_volume")).containsExactly(5f, 6f, 7f, 8f);
    }

    @Test
    void sessions_without_a_row_make_the_calendar_longer() {
        rows.day("AAA", date(0), 1);
        upTo(0);
        assertThat(upTo(3)).isEqualTo(Outcome.EXTENDED);
        assertThat(gold.text("calendars/day.txt").lines()).hasSize(4);
        rows.day("AAA", date(4), 1);
        assertThat(upTo(4)).isEqualTo(Outcome.EXTENDED);
    }

    @Test
    void lists_of_members_are_written_whole_and_those_of_other_people_stay() throws IOException {
        rows.day("AAA", date(0), 1).day("BBB", date(0), 1);
        upTo(0);
        Files.writeString(gold.path("instruments/mine.txt"), "AAA\t2023-01-03\t2023-01-03\n");
        Universe both = new Universe("both", List.of(new Member("AAA", null, null), new Member("NEW", null, null)));
        Universe first = new Universe("first", List.of(new Member("AAA", null, null)));
        use(gold.indexes(both, first), anew.indexes(both, first));
        QlibResult result = gold.update(rows);
        assertThat(result.outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(result.rows()).as("rows of the last session").isEqualTo(2);
        assertThat(result.findings()).singleElement().asString().startsWith("[both] cannot list 1 of 2");
        rows.day("AAA", date(1), 1).day("NEW", date(1), 2);
        use(gold.indexes(both), anew.indexes(both));
        assertThat(gold.sessions(new SessionRange(SESSIONS.get(0), SESSIONS.get(1)))
                        .update(rows)
                        .outcome())
                .isEqualTo(Outcome.EXTENDED);
        assertThat(gold.text("instruments/both.txt"))
                .isEqualTo("AAA\t2023-01-03\t2023-01-04\nNEW\t2023-01-04\t2023-01-04\n");
        assertThat(gold.path("instruments/first.txt")).doesNotExist();
        assertThat(gold.text("instruments/mine.txt")).isEqualTo("AAA\t2023-01-03\t2023-01-03\n");
    }

    @Test
    void what_changes_the_past_writes_anew() {
        rows.day("AAA", date(0), 1).day("AAA", date(2), 1);
        upTo(2);
        rows.day("AAA", date(3), 1).day("AAA", date(1), 7);
        assertThat(upTo(3)).as("a late session").isEqualTo(Outcome.REBUILT);
        rows.without(row -> row.containsValue(7.0)).day("AAA", date(4), 1);
        assertThat(upTo(4)).as("a session that is gone").isEqualTo(Outcome.REBUILT);
        use(gold.fields(List.of("close")), anew.fields(List.of("close")));
        rows.day("AAA", date(5), 1);
        assertThat(upTo(5)).as("other fields").isEqualTo(Outcome.REBUILT);
        use(gold.mode(QlibRequest.Mode.REBUILD), anew);
        rows.day("AAA", date(6), 1);
        assertThat(upTo(6)).as("asked for").isEqualTo(Outcome.REBUILT);
    }

    @Test
    void a_directory_that_is_not_as_it_was_written_is_written_anew() throws IOException {
        rows.day("AAA", date(0), 1).day("AAA", date(1), 1);
        int session = 1;
        upTo(session);
        for (String damage : List.of("features/aaa/close.day.bin", "instruments/all.txt", "calendars/day.txt")) {
            rows.day("AAA", date(session + 1), 2);
            Files.writeString(gold.path(damage), "x", StandardOpenOption.APPEND);
            assertThat(upTo(++session)).as(damage).isEqualTo(Outcome.REBUILT);
            byte[] content = Files.readAllBytes(gold.path(damage));
            content[content.length - 2] ^= 1;
            Files.write(gold.path(damage), content);
            use(gold.mode(QlibRequest.Mode.WHEN_DAMAGED), anew);
            rows.day("AAA", date(session + 1), 2);
            assertThat(upTo(++session)).as(damage).isEqualTo(Outcome.REBUILT);
        }
    }

    @Test
    void another_security_that_takes_a_ticker_writes_anew_and_later_sessions_are_appended() {
        SecurityMap ended = SecurityMap.ofSpans(List.of(
                new SecuritySpan("OLD", "AAA", null, SESSIONS.get(1), Evidence.USER),
                new SecuritySpan("AAA@" + date(2), "AAA", SESSIONS.get(2), null, Evidence.NONE)));
        use(gold.securities(ended), anew.securities(ended));
        rows.day("AAA", date(0), 1).day("AAA", date(1), 2).day("ZZZ", date(1), 2);
        upTo(1);
        rows.day("ZZZ", date(2), 3);
        assertThat(upTo(2)).isEqualTo(Outcome.EXTENDED);
        assertThat(gold.path("features/aaa")).exists();
        rows.day("AAA", date(3), 50);
        assertThat(upTo(3)).isEqualTo(Outcome.REBUILT);
        assertThat(gold.path("features/aaa_d20230104")).exists();
        Universe index = new Universe("members", List.of(new Member("AAA", null, null)));
        use(gold.indexes(index), anew.indexes(index));
        rows.day("AAA", date(4), 51);
        assertThat(upTo(4)).isEqualTo(Outcome.EXTENDED);
        assertThat(gold.text("instruments/members.txt").lines()).hasSize(2);
    }

    @Test
    void a_renamed_security_goes_on_and_a_takeover_that_is_known_beforehand_is_appended() {
        LocalDate taken = SESSIONS.get(3);
        SecurityMap renamed = SecurityMap.ofSpans(List.of(
                SecuritySpan.user("company", "FB", null, taken.minusDays(1)),
                SecuritySpan.user("company", "META", taken, null),
                SecuritySpan.user("fund", "META", null, taken.minusDays(1))));
        use(gold.securities(renamed), anew.securities(renamed));
        for (int session = 0; session < 6; session++) {
            if (session < 3) {
                rows.day("FB", date(session), 10 + session).day("META", date(session), 90);
            } else {
                rows.day("META", date(session), 10 + session);
            }
            assertThat(upTo(session)).isEqualTo(session == 0 ? Outcome.REBUILT : Outcome.EXTENDED);
        }
        assertThat(gold.values("meta", "change")[3]).isEqualTo((float) (13.0 / 12 - 1));
        use(gold.securities(SecurityMap.empty()), anew.securities(SecurityMap.empty()));
        assertThat(upTo(5)).isEqualTo(Outcome.REBUILT);
    }

    @Test
    void two_bars_of_one_day_are_refused_and_the_old_directory_stands() {
        rows.day("AAA", date(0), 1).day("ZZZ", date(0), 1);
        upTo(0);
        var before = gold.everything();
        rows.day("AAA", date(1), 2)
                .day("NEW", date(1), 2)
                .day("ZZZ", date(1), 2)
                .day("ZZZ", date(1), 3);
        gold.sessions(new SessionRange(SESSIONS.get(0), SESSIONS.get(1)));
        assertThatThrownBy(() -> gold.update(rows))
                .isInstanceOf(QlibUpdateException.class)
                .hasMessageContaining("cannot place ZZZ");
        assertThat(gold.everything()).isEqualTo(before);
        assertThat(gold.path("features/new")).doesNotExist();
    }

    @Test
    void a_reader_that_was_opened_before_sees_what_there_was() {
        rows.day("AAA", date(0), 1).day("GAP", date(0), 1).day("AAA", date(1), 2);
        upTo(1);
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        rows.day("AAA", date(2), 3).day("GAP", date(2), 3).day("NEW", date(2), 3);
        upTo(2);
        assertThat(reader.instruments()).containsExactly("AAA", "GAP");
        assertThat(reader.read("AAA", "close").values()).containsExactly(1f, 2f);
        assertThat(reader.read("GAP", "close").values()).containsExactly(1f);
        assertThatThrownBy(() -> reader.read("NEW", "close")).isInstanceOf(QlibFormatException.class);
        assertThat(QlibBinaryReader.open(gold.path("")).read("GAP", "close").values())
                .containsExactly(1f, Float.NaN, 3f);
    }

    /** Brings the directory up to date with the sessions up to one, and compares it with one that is written anew. */
    private Outcome upTo(int session) {
        SessionRange range = new SessionRange(SESSIONS.get(0), SESSIONS.get(session));
        QlibResult result = gold.sessions(range).update(rows);
        rowsRead = result.rows();
        QlibResult expected =
                anew.sessions(range).mode(QlibRequest.Mode.REBUILD).update(rows);
        assertThat(gold.everything()).isEqualTo(anew.everything());
        assertThat(result.findings()).isEqualTo(expected.findings());
        assertThat(result.bytes()).isEqualTo(expected.bytes());
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).faults()).isEmpty();
        return result.outcome();
    }

    private void use(Dataset dataset) {
        rows = new SilverRows(dataset);
        use(gold("updated", dataset), gold("anew", dataset));
    }

    private Gold gold(String parent, Dataset dataset) {
        return new Gold(lake.resolve(parent + "-" + dataset), dataset.name(), dataset).digestOfRows();
    }

    private void use(Gold updated, Gold writtenAnew) {
        gold = updated;
        anew = writtenAnew;
    }

    private static String date(int session) {
        return SESSIONS.get(session).toString();
    }
}
