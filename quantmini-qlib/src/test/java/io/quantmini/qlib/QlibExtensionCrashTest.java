package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.Universe;
import io.quantmini.market.Universe.Member;
import io.quantmini.qlib.CrashingDisk.Crash;
import io.quantmini.qlib.CrashingDisk.Loss;
import io.quantmini.stage.QlibResult.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An extension ends at each of its operations. */
class QlibExtensionCrashTest {
    private static final SessionRange OLD = SessionRange.of("2024-01-02", "2024-01-03");
    private static final SessionRange NEW = SessionRange.of("2024-01-02", "2024-01-05");

    @TempDir
    private Path lake;

    private final SilverRows before = new SilverRows(Dataset.STOCKS_DAILY)
            .day("AAA", "2024-01-02", 1)
            .day("AAA", "2024-01-03", 2)
            .day("GAP", "2024-01-02", 9)
            .day("GONE", "2024-01-02", 9);
    private final SilverRows after = new SilverRows(Dataset.STOCKS_DAILY)
            .day("AAA", "2024-01-02", 1)
            .day("AAA", "2024-01-03", 2)
            .day("AAA", "2024-01-04", 3)
            .day("AAA", "2024-01-05", 4)
            .day("GAP", "2024-01-02", 9)
            .day("GAP", "2024-01-05", 8)
            .day("GONE", "2024-01-02", 9)
            .day("NA", "2024-01-04", 7);
    private final SilverRows corrected =
            new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 5).day("AAA", "2024-01-05", 6);
    private SortedMap<String, String> oldState = new TreeMap<>();
    private SortedMap<String, String> newState = new TreeMap<>();
    private SortedMap<String, String> correctedState = new TreeMap<>();
    private List<String> oldView = List.of();
    private List<String> newView = List.of();
    private int operations;

    @BeforeEach
    void writeTheStates() {
        Gold anew = gold("anew");
        newer(anew).update(after, steady());
        newState = anew.everything();
        newer(anew).update(corrected, steady());
        correctedState = anew.everything();
        Gold gold = gold("model");
        older(gold).update(before, steady());
        oldState = gold.everything();
        oldView = view(gold);
        CrashingDisk disk = steady();
        assertThat(newer(gold).update(after, disk).outcome()).isEqualTo(Outcome.EXTENDED);
        assertThat(gold.everything()).isEqualTo(newState);
        newView = view(gold);
        operations = disk.operations();
        assertThat(operations).isGreaterThan(30);
        assertThat(newView).isNotEqualTo(oldView);
    }

    @ParameterizedTest
    @EnumSource
    void a_reader_sees_the_old_state_or_the_new_one_and_the_next_update_completes(Loss loss) {
        for (int crashAt = 1; crashAt <= operations; crashAt++) {
            Gold gold = gold(loss + "-" + crashAt);
            older(gold).update(before, steady());
            crash(gold, crashAt, loss);
            assertThat(view(gold)).as("crash at %d", crashAt).isIn(oldView, newView);
            newer(gold).update(after, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(newState);
        }
    }

    @ParameterizedTest
    @EnumSource
    void after_a_crash_the_old_inputs_still_give_the_old_state(Loss loss) {
        for (int crashAt = 1; crashAt <= operations; crashAt++) {
            Gold gold = gold(loss + "-back-" + crashAt);
            older(gold).update(before, steady());
            crash(gold, crashAt, loss);
            older(gold).update(before, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(oldState);
        }
    }

    @Test
    void after_a_crash_other_inputs_give_theirs() {
        for (int crashAt = 1; crashAt <= operations; crashAt++) {
            Gold gold = gold("corrected-" + crashAt);
            older(gold).update(before, steady());
            crash(gold, crashAt, Loss.UNFORCED);
            newer(gold).update(corrected, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(correctedState);
        }
    }

    @Test
    void a_crash_while_recovering_from_a_crash_is_recovered_from() {
        for (int crashAt = 1; crashAt <= operations; crashAt += 3) {
            for (int again = 1; again <= operations; again += 5) {
                Gold gold = gold("twice-" + crashAt + "-" + again);
                older(gold).update(before, steady());
                crash(gold, crashAt, Loss.UNFORCED);
                crash(gold, again, Loss.UNFORCED);
                assertThat(view(gold)).as("crash at %d and %d", crashAt, again).isIn(oldView, newView);
                newer(gold).update(after, steady());
                assertThat(gold.everything())
                        .as("crash at %d and %d", crashAt, again)
                        .isEqualTo(newState);
            }
        }
    }

    private Gold gold(String name) {
        return new Gold(lake.resolve(name), "stocks_daily", Dataset.STOCKS_DAILY)
                .fields(List.of("close", "change"))
                .digestOfRows();
    }

    private static Gold older(Gold gold) {
        return gold.sessions(OLD)
                .indexes(
                        new Universe("kept", List.of(new Member("AAA", null, null))),
                        new Universe("left", List.of(new Member("AAA", null, null))));
    }

    private static Gold newer(Gold gold) {
        return gold.sessions(NEW)
                .indexes(
                        new Universe("fresh", List.of(new Member("AAA", null, null))),
                        new Universe("kept", List.of(new Member("AAA", null, null))));
    }

    private static CrashingDisk steady() {
        return new CrashingDisk(0, Loss.NOTHING);
    }

    private void crash(Gold gold, int crashAt, Loss loss) {
        try {
            newer(gold).update(after, new CrashingDisk(crashAt, loss));
        } catch (Crash expected) {
            // A later crash may find nothing left to do and not happen at all.
        } catch (QlibUpdateException expected) {
            assertThat(loss).isEqualTo(Loss.OPERATION);
            assertThat(expected).hasMessageContaining("no space left on this disk");
        }
    }

    /** All that a reader can see. */
    private static List<String> view(Gold gold) {
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        List<String> seen = new ArrayList<>();
        seen.add(reader.entries() + " entries");
        for (String instrument : reader.instruments()) {
            for (String field : reader.fields(instrument)) {
                QlibSeries series = reader.read(instrument, field);
                StringBuilder line = new StringBuilder(instrument + " " + field + " from " + series.start());
                for (float value : series.values()) {
                    line.append(' ').append(value);
                }
                seen.add(line.toString());
            }
        }
        return seen;
    }
}
