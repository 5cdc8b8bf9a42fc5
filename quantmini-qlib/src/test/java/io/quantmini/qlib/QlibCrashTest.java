package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.qlib.CrashingDisk.Crash;
import io.quantmini.qlib.CrashingDisk.Loss;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QlibCrashTest {
    private static final SecurityMap RENAMED = SecurityMap.ofSpans(List.of(
            SecuritySpan.user("S", "OLD", null, LocalDate.of(2024, 1, 2)),
            SecuritySpan.user("S", "NEW", LocalDate.of(2024, 1, 3), null)));

    @TempDir
    private Path lake;

    private final SilverRows before =
            new SilverRows(Dataset.STOCKS_DAILY).day("GONE", "2024-01-02", 9).day("OLD", "2024-01-02", 1);
    private final SilverRows after = new SilverRows(Dataset.STOCKS_DAILY)
            .day("NA", "2024-01-03", 9)
            .day("NEW", "2024-01-03", 2)
            .day("OLD", "2024-01-02", 1);
    private SortedMap<String, String> oldState = new TreeMap<>();
    private SortedMap<String, String> newState = new TreeMap<>();
    private int operations;

    @BeforeEach
    void writeBothStates() {
        Gold gold = gold("model");
        gold.digest("before").update(before, steady());
        oldState = gold.everything();
        CrashingDisk disk = steady();
        gold.digest("after").update(after, disk);
        newState = gold.everything();
        operations = disk.operations();
        assertThat(operations).isGreaterThan(30);
    }

    @ParameterizedTest
    @EnumSource
    void a_crash_at_any_operation_leaves_one_state_and_the_next_update_completes(Loss loss) {
        for (int crashAt = 1; crashAt <= operations; crashAt++) {
            Gold gold = gold(loss + "-" + crashAt);
            gold.digest("before").update(before, steady());
            crash(gold, crashAt, loss);
            assertThat(seen(gold)).as("crash at %d", crashAt).isIn(Map.of(), oldState, newState);
            gold.digest("after").update(after, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(newState);
        }
    }

    @Test
    void a_crash_while_recovering_from_a_crash_is_recovered_from() {
        for (int crashAt = 1; crashAt <= operations; crashAt += 5) {
            for (int again = 1; again <= operations; again += 7) {
                Gold gold = gold("twice-" + crashAt + "-" + again);
                gold.digest("before").update(before, steady());
                crash(gold, crashAt, Loss.UNFORCED);
                crash(gold, again, Loss.UNFORCED);
                assertThat(seen(gold)).as("crash at %d and %d", crashAt, again).isIn(Map.of(), oldState, newState);
                gold.digest("after").update(after, steady());
                assertThat(gold.everything())
                        .as("crash at %d and %d", crashAt, again)
                        .isEqualTo(newState);
            }
        }
    }

    @Test
    void after_a_crash_the_old_inputs_still_give_the_old_state() {
        for (int crashAt = 1; crashAt <= operations; crashAt++) {
            Gold gold = gold("back-" + crashAt);
            gold.digest("before").update(before, steady());
            crash(gold, crashAt, Loss.NOTHING);
            gold.digest("before").update(before, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(oldState);
        }
    }

    @Test
    void a_crash_at_any_operation_of_a_first_write_is_recovered_from() {
        CrashingDisk counting = steady();
        gold("first").digest("after").update(after, counting);
        for (int crashAt = 1; crashAt <= counting.operations(); crashAt++) {
            Gold gold = gold("first-" + crashAt);
            crash(gold, crashAt, Loss.UNFORCED);
            assertThat(seen(gold)).as("crash at %d", crashAt).isIn(Map.of(), newState);
            gold.digest("after").update(after, steady());
            assertThat(gold.everything()).as("crash at %d", crashAt).isEqualTo(newState);
        }
    }

    private Gold gold(String name) {
        return new Gold(lake.resolve(name), "stocks_daily", Dataset.STOCKS_DAILY)
                .fields(List.of("close", "change"))
                .securities(RENAMED);
    }

    private static CrashingDisk steady() {
        return new CrashingDisk(0, Loss.NOTHING);
    }

    private void crash(Gold gold, int crashAt, Loss loss) {
        try {
            gold.digest("after").update(after, new CrashingDisk(crashAt, loss));
        } catch (Crash expected) {
            // A later crash may find nothing left to do and not happen at all.
        } catch (QlibUpdateException expected) {
            assertThat(loss).isEqualTo(Loss.OPERATION);
            assertThat(expected).hasMessageContaining("no space left on this disk");
        }
    }

    /** What a reader of the directory finds. */
    private static SortedMap<String, String> seen(Gold gold) {
        return Files.isDirectory(gold.path("")) ? gold.everything().tailMap("stocks_daily/") : new TreeMap<>();
    }
}
