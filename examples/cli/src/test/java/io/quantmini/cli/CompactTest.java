package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.PartitionException;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.CompactionReport;
import io.quantmini.pipeline.CompactionRequest;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month that came session by session and is not complete: five of its sessions at first. */
class CompactTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(22, 11, 7);
    private static final List<Dataset> DATASETS = List.of(Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY);

    @TempDir
    private static Path source;

    @TempDir
    private Path lake;

    @BeforeAll
    static void write_the_flat_files() throws IOException {
        for (Dataset dataset : DATASETS) {
            for (LocalDate session : MARKET.sessions()) {
                Path file = source.resolve(dataset.key(session));
                Files.createDirectories(file.getParent());
                Files.write(file, MARKET.flatFile(dataset, session));
            }
        }
    }

    @BeforeEach
    void ingest_five_sessions() {
        for (LocalDate session : MARKET.sessions().subList(0, 5)) {
            ingest(lake, SessionRange.of(session));
        }
    }

    @Test
    void each_partition_has_one_file_with_the_rows_of_all_afterwards() {
        List<List<List<Object>>> before = rows();
        assertThat(before).allMatch(rows -> rows.size() > 50);
        CompactionReport report = compact();

        assertThat(report.findings()).isEmpty();
        assertThat(report.months()).extracting(CompactionReport.Month::dataset).containsExactlyElementsOf(DATASETS);
        assertThat(report.months())
                .allMatch(month ->
                        month.month().equals(YearMonth.of(2025, 11)) && month.filesAfter() < month.filesBefore());
        for (Dataset dataset : DATASETS) {
            Set<PartitionKey> partitions = new HashSet<>();
            assertThat(files(dataset)).allMatch(file -> partitions.add(PartitionKey.parse(file.path())));
        }
        assertThat(rows()).isEqualTo(before);
        try (Quantmini quantmini = Quantmini.open(lake)) {
            assertThat(quantmini
                            .validate(ValidationRequest.of(ValidationLevel.CONTENT))
                            .findings())
                    .isEmpty();
            assertThat(quantmini.lake().history())
                    .extracting(LedgerEntry::op)
                    .filteredOn(op -> op == LedgerOp.COMPACT)
                    .hasSize(2);
        }
    }

    @Test
    void a_second_run_does_nothing_and_neither_does_an_ingest() throws IOException {
        compact();
        byte[] ledger = Files.readAllBytes(lake.resolve("metadata/ledger.jsonl"));
        assertThat(compact().didWork()).isFalse();
        assertThat(ingest(lake, first(5)).didWork()).isFalse();
        assertThat(lake.resolve("metadata/ledger.jsonl")).hasBinaryContent(ledger);
    }

    @Test
    void sessions_that_come_later_end_in_the_files_of_a_month_at_once(@TempDir Path once) {
        compact();
        ingest(lake, SessionRange.of(MARKET.sessions().get(5)));
        assertThat(compact().didWork()).isTrue();
        ingest(lake, null);
        ingest(once, null);
        assertThat(paths(lake)).isEqualTo(paths(once));
        assertThat(compact().months()).allMatch(month -> !month.month().equals(YearMonth.of(2025, 11)));
    }

    @Test
    void a_merged_file_that_is_lost_comes_back_from_the_flat_files() throws IOException {
        compact();
        List<Path> before = paths(lake);
        LakeFile lost = files(Dataset.OPTIONS_DAILY).get(0);
        Files.delete(lake.resolve(lost.path()));
        assertThat(compact(Dataset.OPTIONS_DAILY).didWork()).isFalse();

        assertThat(ingest(lake, first(5)).findings()).isEmpty();
        assertThat(lake.resolve(lost.path())).exists();
        assertThat(paths(lake)).isEqualTo(before);
    }

    @Test
    void rows_that_are_not_those_that_were_merged_are_not_committed() throws IOException {
        byte[] ledger = Files.readAllBytes(lake.resolve("metadata/ledger.jsonl"));
        List<Path> before = paths(lake);
        CompactionRequest request = CompactionRequest.all().partitionWriter(new WrongVolumeWriter());
        try (Quantmini quantmini = Quantmini.open(lake)) {
            assertThatThrownBy(() -> quantmini.compact(request))
                    .isInstanceOf(PartitionException.class)
                    .hasMessageContaining("cannot compact")
                    .hasMessageContaining("nothing was changed");
        }
        assertThat(lake.resolve("metadata/ledger.jsonl")).hasBinaryContent(ledger);
        assertThat(paths(lake)).isEqualTo(before);
        assertThat(lake.resolve("temp")).isEmptyDirectory();
    }

    @Test
    void a_month_with_a_damaged_file_is_left_as_it_is() throws IOException {
        List<Path> before = paths(lake);
        Path damaged = lake.resolve(files(Dataset.STOCKS_DAILY).get(0).path());
        Files.write(damaged, new byte[3]);
        CompactionReport report = compact(Dataset.STOCKS_DAILY);
        assertThat(report.didWork()).isFalse();
        assertThat(report.findings()).hasSize(1).allMatch(finding -> finding.contains("ingest its sessions again"));
        assertThat(paths(lake)).isEqualTo(before);
        assertThat(CommandRun.of("compact", "--lake", lake).code()).isEqualTo(1);
    }

    @Test
    void the_command_tells_what_it_merged_and_then_that_there_is_nothing() {
        CommandRun first = CommandRun.of("compact", "--lake", lake, "--dataset", "stocks_daily");
        assertThat(first.code()).isZero();
        assertThat(first.out()).contains("stocks_daily  2025-11");
        assertThat(CommandRun.of("compact", "--lake", lake, "--dataset", "stocks_daily")
                        .out())
                .contains("Nothing to do");
        assertThat(CommandRun.of("compact", "--lake", lake, "--json").out())
                .contains("\"did_work\":true", "options_daily")
                .doesNotContain("stocks_daily");
    }

    private CompactionReport compact(Dataset... datasets) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.compact(CompactionRequest.all().datasets(datasets));
        }
    }

    private static PipelineReport ingest(Path lake, @Nullable SessionRange range) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini
                    .pipeline()
                    .source(FlatFiles.directory(source))
                    .datasets(Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY)
                    .sessions(range)
                    .run();
        }
    }

    private static SessionRange first(int sessions) {
        return new SessionRange(MARKET.sessions().get(0), MARKET.sessions().get(sessions - 1));
    }

    private List<LakeFile> files(Dataset dataset) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.lake().catalog().files(dataset, Layer.BRONZE);
        }
    }

    private static List<Path> paths(Path lake) {
        try (var below = Files.walk(lake.resolve("bronze"))) {
            return below.filter(Files::isRegularFile)
                    .map(lake::relativize)
                    .filter(path -> path.toString().contains("month=11"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All rows, sorted. */
    private List<List<List<Object>>> rows() {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return DATASETS.stream()
                    .map(dataset -> Answer.of(
                                    quantmini, "SELECT * FROM bronze." + dataset + " ORDER BY ALL", Integer.MAX_VALUE)
                            .rows())
                    .toList();
        }
    }
}
