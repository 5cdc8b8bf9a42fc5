package io.quantmini.lake;

import static io.quantmini.lake.Committed.DAY;
import static io.quantmini.lake.Committed.QUARANTINE;
import static io.quantmini.lake.Committed.emptyLake;
import static io.quantmini.lake.Committed.filesBelow;
import static io.quantmini.lake.Committed.minute;
import static io.quantmini.lake.Committed.only;
import static io.quantmini.lake.Committed.totals;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes the place of what, and which files are left after it. */
final class CommitReplacesTest {
    @TempDir
    Path directory;

    private Lake lake;

    @BeforeEach
    void open() {
        lake = emptyLake(directory);
    }

    @Test
    void a_corrected_session_takes_the_place_of_the_first_version() {
        FakeUnit first = minute("a").session(DAY, "old").derived(QUARANTINE, "bad");
        FakeUnit second = minute("b")
                .session(DAY, "newer")
                .deletes(QUARANTINE)
                .superseding(first.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            first.publish(writer);
            second.publish(writer);
        }

        assertThat(lake.catalog().units())
                .extracting(LedgerEntry::unit)
                .containsExactly(second.spec().unit());
        assertThat(filesBelow(lake, "bronze")).containsExactly(only(lake).path());
        assertThat(filesBelow(lake, "metadata/manifests"))
                .containsExactly("metadata/manifests/" + second.spec().unit() + ".tsv");
        assertThat(filesBelow(lake, "quarantine")).isEmpty();
    }

    @Test
    void settling_leaves_no_session_directories_behind() {
        FakeUnit one = minute("a").session(DAY, "one");
        FakeUnit two =
                FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "b", "2025-01-03").session("2025-01-03", "two!");
        FakeUnit month = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "month", DAY, "2025-01-03")
                .settled("AAPL", "one")
                .settled("TpA", "two!")
                .superseding(one.spec().unit(), two.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            one.publish(writer);
            two.publish(writer);
            month.publish(writer);
        }

        assertThat(lake.paths().bronze().resolve("_sessions")).doesNotExist();
        assertThat(filesBelow(lake, "bronze"))
                .hasSize(2)
                .allMatch(path -> path.startsWith("bronze/stocks_minute/symbol="));
        assertThat(lake.catalog().sessions(STOCKS_MINUTE, Layer.BRONZE)).hasSize(2);
    }

    @Test
    void a_file_that_the_new_unit_lists_too_stays_where_it_is() {
        FakeUnit first = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                .settled("AAPL", "same")
                .settled("MSFT", "old");
        FakeUnit second = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "b", DAY)
                .settled("AAPL", "same")
                .settled("MSFT", "new")
                .superseding(first.spec().unit());
        try (LakeWriter writer = lake.openForWriting()) {
            first.publish(writer);
            try (Commit commit = writer.begin(second.spec())) {
                List<StagedFile> files = new ArrayList<>(second.stage(commit.staging()));
                LakeFile kept = files.get(0).file();
                files.set(0, new StagedFile(lake.paths().resolve(kept.path()), kept));
                commit.publish(second.sessions(), files, List.of());
            }
        }

        assertThat(filesBelow(lake, "bronze"))
                .hasSize(2)
                .allSatisfy(path -> assertThat(lake.paths().resolve(path)).isNotEmptyFile());
        assertThat(lake.catalog().missing()).isEmpty();
    }

    @Test
    void a_lost_file_comes_back_with_the_same_unit_and_no_second_line() throws IOException {
        FakeUnit unit = FakeUnit.of(STOCKS_MINUTE, Layer.BRONZE, "a", DAY)
                .settled("AAPL", "aaaa")
                .settled("MSFT", "mm");
        try (LakeWriter writer = lake.openForWriting()) {
            LedgerEntry line = unit.publish(writer);
            String lost =
                    writer.catalog().files(STOCKS_MINUTE, Layer.BRONZE).get(1).path();
            Files.delete(lake.paths().resolve(lost));

            assertThat(writer.catalog().missing()).containsExactly(new DamagedUnit(line, List.of(lost)));
            assertThat(unit.publish(writer)).isEqualTo(line);
            assertThat(lake.paths().resolve(lost)).hasContent("mm");
            assertThat(writer.catalog().missing()).isEmpty();
        }
        assertThat(lake.history()).hasSize(1);
    }

    @Test
    void a_file_of_another_length_and_a_lost_manifest_come_back_too() throws IOException {
        FakeUnit unit = minute("a").session(DAY, "rows");
        try (LakeWriter writer = lake.openForWriting()) {
            LedgerEntry line = unit.publish(writer);
            Path file = lake.paths().resolve(only(lake).path());
            Files.writeString(file, "rowsrows");
            Files.delete(lake.paths().resolve(totals(line).manifest()));

            assertThat(lake.catalog().missing()).hasSize(1);
            assertThat(Lake.at(lake.root()).catalog().missing())
                    .containsExactly(new DamagedUnit(line, List.of(totals(line).manifest())));
            unit.publish(writer);
            assertThat(file).hasContent("rows");
        }
        assertThat(Lake.at(lake.root()).catalog().missing()).isEmpty();
    }

    @Test
    void the_same_unit_with_other_files_takes_the_place_of_its_first_version() {
        try (LakeWriter writer = lake.openForWriting()) {
            minute("a").session(DAY, "made by one release").publish(writer);
            minute("a").session(DAY, "made by the next").publish(writer);
        }

        assertThat(lake.history()).hasSize(2);
        assertThat(lake.catalog().units()).hasSize(1);
        assertThat(filesBelow(lake, "bronze")).containsExactly(only(lake).path());
        assertThat(filesBelow(lake, "metadata/manifests"))
                .containsExactly(
                        totals(lake.catalog().units().iterator().next()).manifest());
    }
}
