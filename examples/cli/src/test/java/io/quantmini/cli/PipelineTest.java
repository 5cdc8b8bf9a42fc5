package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.features.FeatureSets;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.SessionReport;
import io.quantmini.pipeline.Settle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines over a small invented market: the month of November 2025 whole, and a week of December. */
class PipelineTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(22, 11, 7);

    @TempDir
    private static Path source;

    @BeforeAll
    static void write_the_flat_files() throws IOException {
        for (Dataset dataset : List.of(Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY)) {
            for (LocalDate session : MARKET.sessions()) {
                write(source, dataset, session);
            }
        }
        for (LocalDate session : MARKET.sessions().subList(0, 3)) {
            write(source, Dataset.STOCKS_MINUTE, session);
        }
    }

    @Test
    void a_month_at_once_and_session_by_session_end_in_the_same_files(@TempDir Path once, @TempDir Path stepwise) {
        ingest(once, null, Settle.AUTO, Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY);
        for (LocalDate session : MARKET.sessions()) {
            ingest(stepwise, SessionRange.of(session), Settle.AUTO, Dataset.STOCKS_DAILY, Dataset.OPTIONS_DAILY);
        }
        assertThat(november(once, Dataset.STOCKS_DAILY))
                .isNotEmpty()
                .isEqualTo(november(stepwise, Dataset.STOCKS_DAILY));
        assertThat(november(once, Dataset.OPTIONS_DAILY))
                .isNotEmpty()
                .isEqualTo(november(stepwise, Dataset.OPTIONS_DAILY));
    }

    @Test
    void a_second_run_does_nothing(@TempDir Path lake) {
        assertThat(all(lake).didWork()).isTrue();
        PipelineReport second = all(lake);
        assertThat(second.didWork()).isFalse();
        assertThat(second.isComplete()).isTrue();
        assertThat(second.files()).allMatch(file -> file.outcome() == SessionReport.Outcome.UNCHANGED);
    }

    @Test
    void every_row_of_every_file_is_accounted_for(@TempDir Path lake) {
        PipelineReport report = all(lake);
        assertThat(report.files())
                .hasSize(2 * 22 + 3)
                .allSatisfy(file -> assertThat(file.read())
                        .isPositive()
                        .isEqualTo(file.published() + file.quarantined() + file.duplicates() + file.blank()));
        assertThat(report.files().stream().mapToLong(SessionReport::quarantined).sum())
                .isPositive();
        long rows = files(lake, Dataset.STOCKS_DAILY, Layer.BRONZE).stream()
                .mapToLong(LakeFile::rows)
                .sum();
        assertThat(rows)
                .isEqualTo(report.files().stream()
                        .filter(file -> file.dataset().equals(Dataset.STOCKS_DAILY))
                        .mapToLong(SessionReport::published)
                        .sum());
    }

    @Test
    void a_deleted_file_of_any_layer_comes_back_byte_for_byte(@TempDir Path lake, @TempDir Path copy)
            throws IOException {
        all(lake);
        all(copy);
        for (Layer layer : Layer.values()) {
            Files.delete(
                    lake.resolve(files(lake, Dataset.STOCKS_DAILY, layer).get(0).path()));
            Files.delete(lake.resolve(
                    files(lake, Dataset.OPTIONS_DAILY, layer).get(0).path()));
        }
        assertThat(LakeComparison.differences(lake, copy)).isNotEmpty();
        all(lake);
        assertThat(LakeComparison.differences(lake, copy)).isEmpty();
    }

    @Test
    void a_corrected_session_of_a_settled_month_replaces_exactly_its_rows(
            @TempDir Path lake, @TempDir Path fresh, @TempDir Path corrected) throws IOException {
        LocalDate session = MARKET.sessions().get(4);
        copyTree(source, corrected);
        ingest(lake, null, Settle.AUTO, Dataset.STOCKS_DAILY);
        byte[] other = SyntheticMarket.of(22, 11, 8).flatFile(Dataset.STOCKS_DAILY, session);
        Files.write(corrected.resolve(Dataset.STOCKS_DAILY.key(session)), other);

        PipelineReport report = ingestFrom(corrected, lake, null, Settle.AUTO, Dataset.STOCKS_DAILY);
        assertThat(report.files().stream().filter(f -> f.outcome() == SessionReport.Outcome.ACCEPTED))
                .extracting(SessionReport::session)
                .containsExactly(session);
        ingestFrom(corrected, fresh, null, Settle.AUTO, Dataset.STOCKS_DAILY);
        assertThat(november(lake, Dataset.STOCKS_DAILY)).isEqualTo(november(fresh, Dataset.STOCKS_DAILY));
    }

    @Test
    void a_rejected_file_leaves_the_other_sessions_and_what_was_there_before(@TempDir Path lake, @TempDir Path broken)
            throws IOException {
        copyTree(source, broken);
        LocalDate session = MARKET.sessions().get(4);
        Path file = broken.resolve(Dataset.STOCKS_DAILY.key(session));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        PipelineReport first = ingestFrom(broken, lake, null, Settle.AUTO, Dataset.STOCKS_DAILY);
        assertThat(first.isComplete()).isFalse();
        assertThat(first.files().stream().filter(f -> f.outcome() == SessionReport.Outcome.ACCEPTED))
                .hasSize(21);
        PipelineReport second = ingestFrom(broken, lake, null, Settle.AUTO, Dataset.STOCKS_DAILY);
        assertThat(second.didWork()).isFalse();
        assertThat(second.isComplete()).isFalse();

        Files.write(file, bytes);
        assertThat(ingestFrom(broken, lake, null, Settle.AUTO, Dataset.STOCKS_DAILY)
                        .isComplete())
                .isTrue();
        assertThat(files(lake, Dataset.STOCKS_DAILY, Layer.BRONZE)).hasSize(1 + 3);
    }

    @Test
    void settle_never_keeps_session_files_and_session_settles_each_at_once(@TempDir Path never, @TempDir Path session) {
        SessionRange three =
                new SessionRange(MARKET.sessions().get(0), MARKET.sessions().get(2));
        ingest(never, three, Settle.NEVER, Dataset.STOCKS_MINUTE);
        ingest(session, three, Settle.SESSION, Dataset.STOCKS_MINUTE);
        assertThat(files(never, Dataset.STOCKS_MINUTE, Layer.BRONZE))
                .hasSize(3)
                .allMatch(file -> file.path().startsWith("bronze/_sessions/stocks_minute/date="));
        assertThat(files(session, Dataset.STOCKS_MINUTE, Layer.BRONZE))
                .hasSizeGreaterThan(3)
                .allMatch(file -> file.path().startsWith("bronze/stocks_minute/symbol="));
    }

    @Test
    void a_run_that_settles_at_once_writes_its_sessions_as_one_unit_without_the_one_that_is_rejected(
            @TempDir Path lake, @TempDir Path broken) throws IOException {
        SessionRange three =
                new SessionRange(MARKET.sessions().get(0), MARKET.sessions().get(2));
        LocalDate bad = MARKET.sessions().get(1);
        copyTree(source, broken);
        Path file = broken.resolve(Dataset.STOCKS_MINUTE.key(bad));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));

        PipelineReport first = ingestFrom(broken, lake, three, Settle.SESSION, Dataset.STOCKS_MINUTE);
        assertThat(first.isComplete()).isFalse();
        assertThat(unitOf(lake, three.from())).isPresent().isEqualTo(unitOf(lake, three.to()));
        assertThat(unitOf(lake, bad)).isEmpty();

        Files.write(file, bytes);
        assertThat(ingestFrom(broken, lake, three, Settle.SESSION, Dataset.STOCKS_MINUTE)
                        .isComplete())
                .isTrue();
        assertThat(unitOf(lake, bad)).isPresent().isNotEqualTo(unitOf(lake, three.from()));
    }

    @Test
    void session_files_of_a_complete_month_settle_without_their_flat_files_as_if_they_had_come_together(
            @TempDir Path lake, @TempDir Path fresh) {
        ingest(lake, null, Settle.NEVER, Dataset.OPTIONS_DAILY);
        ingest(fresh, null, Settle.AUTO, Dataset.OPTIONS_DAILY);

        PipelineReport report = settle(lake);
        assertThat(report.didWork()).isTrue();
        assertThat(report.isComplete()).isTrue();
        assertThat(november(lake, Dataset.OPTIONS_DAILY))
                .isNotEmpty()
                .isEqualTo(november(fresh, Dataset.OPTIONS_DAILY));
        assertThat(settle(lake).didWork()).isFalse();
    }

    private static PipelineReport settle(Path lake) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini
                    .pipeline()
                    .source(FlatFiles.none())
                    .datasets(Dataset.OPTIONS_DAILY)
                    .settle(Settle.AUTO)
                    .run();
        }
    }

    private static Optional<String> unitOf(Path lake, LocalDate session) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini
                    .lake()
                    .catalog()
                    .session(Dataset.STOCKS_MINUTE, Layer.BRONZE, session)
                    .map(state -> state.unit().unit());
        }
    }

    private PipelineReport all(Path lake) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini
                    .pipeline()
                    .source(FlatFiles.directory(source))
                    .datasets(Dataset.STOCKS_DAILY, Dataset.STOCKS_MINUTE, Dataset.OPTIONS_DAILY)
                    .features(FeatureSets.base())
                    .gold()
                    .run();
        }
    }

    private static void ingest(Path lake, @Nullable SessionRange range, Settle settle, Dataset... datasets) {
        ingestFrom(source, lake, range, settle, datasets);
    }

    private static PipelineReport ingestFrom(
            Path from, Path lake, @Nullable SessionRange range, Settle settle, Dataset... datasets) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini
                    .pipeline()
                    .source(FlatFiles.directory(from))
                    .datasets(datasets)
                    .sessions(range)
                    .settle(settle)
                    .run();
        }
    }

    private static List<LakeFile> november(Path lake, Dataset dataset) {
        return files(lake, dataset, Layer.BRONZE).stream()
                .filter(file -> file.path().contains("year=2025/month=11"))
                .toList();
    }

    private static List<LakeFile> files(Path lake, Dataset dataset, Layer layer) {
        try (Quantmini quantmini = Quantmini.open(lake)) {
            return quantmini.lake().catalog().files(dataset, layer);
        }
    }

    private static void write(Path root, Dataset dataset, LocalDate session) throws IOException {
        Path file = root.resolve(dataset.key(session));
        Files.createDirectories(file.getParent());
        Files.write(file, MARKET.flatFile(dataset, session));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
