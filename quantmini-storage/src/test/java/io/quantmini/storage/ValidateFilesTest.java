package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantmini.integrity.Check;
import io.quantmini.integrity.Finding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationReport;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.Commit;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LakeWriter;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.lake.Watermark;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValidateFilesTest {
    private static final LocalDate NEXT = LocalDate.of(2025, 1, 3);

    @TempDir
    private Path root;

    private BarLake lake;
    private List<LakeFile> settled;
    private LakeFile session;

    @BeforeEach
    void write_a_lake_of_both_tiers() {
        lake = new BarLake(root);
        List<List<Object>> rows = new ArrayList<>(Bars.stock("A", 25));
        rows.addAll(Bars.stock("BRK.A", 3));
        settled = lake.commit(Dataset.STOCKS_MINUTE, Placement.SETTLED, rows);
        session = lake.commit(
                        Dataset.OPTIONS_DAILY,
                        Placement.SESSION,
                        List.of(Bars.option("A", Bars.DAY, 0), Bars.option("B", Bars.DAY, 0)))
                .get(0);
    }

    @ParameterizedTest
    @EnumSource
    void a_lake_as_it_was_committed_has_no_findings(ValidationLevel level) {
        ValidationReport report = lake.validate(level);
        assertThat(report.findings()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(report.units()).isEqualTo(2);
        assertThat(report.files()).isEqualTo(3);
        assertThat(report.rows()).isEqualTo(30);
        assertThat(report.gaps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_lake_that_is_not_there_yet_has_no_findings(ValidationLevel level, @TempDir Path other) {
        assertThat(new BarLake(other.resolve("none")).validate(level).isClean()).isTrue();
        assertThat(other.resolve("none")).doesNotExist();
    }

    @Test
    void a_deleted_a_cut_and_an_added_file_are_all_found_at_once() throws IOException {
        Files.delete(path(settled.get(0)));
        byte[] content = Files.readAllBytes(path(settled.get(1)));
        Files.write(path(settled.get(1)), Arrays.copyOf(content, content.length - 1));
        Path stray = path(session).resolveSibling("part-0123456789abcdef.parquet");
        Files.write(stray, new byte[5]);
        Path odd = root.resolve("silver/notes/readme.txt");
        Files.createDirectories(odd.getParent());
        Files.writeString(odd, "mine");

        assertThat(lake.validate(ValidationLevel.STRUCTURE).findings())
                .extracting(Finding::check, Finding::path, Finding::found)
                .containsExactly(
                        tuple(Check.PRESENCE, settled.get(0).path(), "none"),
                        tuple(Check.SIZE, settled.get(1).path(), content.length - 1 + " bytes"),
                        tuple(Check.STRAY, root.relativize(stray).toString(), "5 bytes"),
                        tuple(Check.STRAY, "silver/notes/readme.txt", "4 bytes"));
    }

    @Test
    void gold_and_temp_are_not_looked_at() throws IOException {
        for (String name : List.of("gold/qlib/a.bin", "temp/x/rows")) {
            Files.createDirectories(root.resolve(name).getParent());
            Files.writeString(root.resolve(name), "x");
        }
        assertThat(lake.validate(ValidationLevel.CONTENT).isClean()).isTrue();
    }

    @Test
    void a_link_in_place_of_a_file_is_no_file() throws IOException {
        Path moved = root.resolve("elsewhere");
        Files.move(path(session), moved);
        Files.createSymbolicLink(path(session), moved);

        assertThat(lake.validate(ValidationLevel.STRUCTURE).findings())
                .extracting(Finding::check, Finding::path)
                .containsExactly(tuple(Check.PRESENCE, session.path()));
    }

    @Test
    void a_finding_says_where_and_what_to_do() throws IOException {
        Files.delete(path(session));
        assertThat(lake.validate(ValidationLevel.STRUCTURE).findings().get(0))
                .hasToString("[" + session.path() + "] expected a file of " + session.bytes()
                        + " bytes, got none; run the command that made its sessions again, which restores the file");
    }

    @Test
    void a_flip_in_a_page_names_the_file_the_column_and_the_row_group() throws IOException {
        Path file = path(settled.get(0));
        ParquetMetadata footer;
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            footer = reader.getFooter();
        }
        assertThat(footer.getBlocks()).hasSize(3);
        for (int group = 0; group < 3; group++) {
            for (ColumnChunkMetaData chunk : footer.getBlocks().get(group).getColumns()) {
                long lastOfItsPages = chunk.getStartingPos() + chunk.getTotalSize() - 1;
                BarLake.flip(file, lastOfItsPages * 8);
                assertThat(lake.validate(ValidationLevel.CONTENT).findings())
                        .extracting(Finding::check, Finding::path, Finding::column, Finding::rowGroup)
                        .containsExactly(
                                tuple(Check.CHECKSUM, settled.get(0).path(), null, null),
                                tuple(
                                        Check.PAGE,
                                        settled.get(0).path(),
                                        chunk.getPath().toDotString(),
                                        group));
                BarLake.flip(file, lastOfItsPages * 8);
            }
        }
    }

    @Test
    void a_footer_that_cannot_be_read_is_found_without_reading_rows() throws IOException {
        byte[] content = Files.readAllBytes(path(session));
        content[content.length - 1] = 'X';
        Files.write(path(session), content);
        assertThat(lake.validate(ValidationLevel.STRUCTURE).findings())
                .extracting(Finding::check, Finding::path)
                .containsExactly(tuple(Check.FOOTER, session.path()));
    }

    @Test
    void a_manifest_that_is_gone_is_found_and_its_files_are_no_strays() throws IOException {
        LedgerEntry unit = Lake.at(root).history().get(0);
        String manifest = Objects.requireNonNull(unit.files()).manifest();
        Files.delete(root.resolve(manifest));
        assertThat(lake.validate(ValidationLevel.CONTENT).findings())
                .extracting(Finding::check, Finding::path)
                .containsExactly(tuple(Check.MANIFEST, manifest));
    }

    @Test
    void without_a_ledger_every_file_is_a_stray() throws IOException {
        Files.delete(root.resolve("metadata/ledger.jsonl"));
        assertThat(lake.validate(ValidationLevel.STRUCTURE).findings())
                .hasSize(3)
                .allMatch(finding -> finding.check() == Check.STRAY);
    }

    @Test
    void one_dataset_can_be_looked_at_alone() throws IOException {
        Files.delete(path(session));
        ValidationRequest stocks = ValidationRequest.of(ValidationLevel.CONTENT).datasets(Dataset.STOCKS_MINUTE);
        assertThat(lake.validate(stocks).isClean()).isTrue();
        assertThat(lake.validate(stocks).files()).isEqualTo(2);
        assertThat(lake.validate(ValidationRequest.of(ValidationLevel.CONTENT).datasets(Dataset.OPTIONS_DAILY))
                        .findings())
                .hasSize(1);
    }

    @Test
    void rows_of_a_dataset_that_nobody_defines_cannot_be_judged() {
        Dataset own = new Dataset(
                "stocks_hourly",
                "hours",
                Dataset.STOCKS_MINUTE.assets(),
                Dataset.STOCKS_MINUTE.frequency(),
                Dataset.STOCKS_MINUTE.layout(),
                true);
        lake.commit(own, Placement.SETTLED, List.of(Bars.stock("A", Bars.DAY, 0)));
        assertThat(lake.validate(ValidationLevel.CONTENT).findings())
                .extracting(Finding::check)
                .containsExactly(Check.DATASET);
        assertThat(lake.validate(ValidationRequest.of(ValidationLevel.CONTENT).datasets(own))
                        .isClean())
                .isTrue();
    }

    @Test
    void sessions_that_nobody_ingested_are_a_gap_and_no_finding() {
        lake.commit(Dataset.STOCKS_MINUTE, Placement.SESSION, List.of(Bars.stock("A", LocalDate.of(2025, 1, 7), 0)));
        ValidationReport report = lake.validate(ValidationLevel.CONTENT);
        assertThat(report.isClean()).isTrue();
        assertThat(report.gaps())
                .extracting(Watermark::dataset, Watermark::layer, Watermark::holes)
                .containsExactly(tuple("stocks_minute", Layer.BRONZE, List.of(NEXT, LocalDate.of(2025, 1, 6))));
    }

    @Test
    void a_unit_that_a_commit_replaces_meanwhile_is_left_out() {
        List<Integer> heard = new ArrayList<>();
        lake.commit(Dataset.STOCKS_MINUTE, Placement.SETTLED, List.of(Bars.stock("A", NEXT, 0)));
        ValidationRequest request = ValidationRequest.of(ValidationLevel.CONTENT)
                .progress(step -> {
                    heard.add(step.done());
                    if (heard.size() == 1) {
                        drop(Dataset.STOCKS_MINUTE, NEXT);
                    }
                });
        assertThat(lake.validate(request).findings()).isEmpty();
        assertThat(heard).containsExactly(1, 2, 1);
    }

    private void drop(Dataset dataset, LocalDate date) {
        try (LakeWriter writer = Lake.at(root).openForWriting()) {
            String unit = writer.catalog()
                    .session(dataset, Layer.BRONZE, date)
                    .orElseThrow()
                    .unit()
                    .unit();
            UnitSpec spec = new UnitSpec(
                    LedgerOp.PUBLISH, dataset, Layer.BRONZE, List.of(date), "nothing", null, List.of(unit));
            try (Commit commit = writer.begin(spec)) {
                commit.publish(List.of(SessionEntry.derived(date, 0)), List.of(), List.of());
            }
        }
    }

    private Path path(LakeFile file) {
        return root.resolve(file.path());
    }
}
