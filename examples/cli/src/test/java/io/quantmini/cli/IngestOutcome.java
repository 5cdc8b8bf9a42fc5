package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener.Progress;
import io.quantmini.pipeline.StageReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A lake after a run, and all that the run told. */
record IngestOutcome(Path lake, PipelineReport report, List<Progress> progress, List<LedgerEntry> ledger) {
    /** Runs the pipeline into the lake; nothing is left in memory or in the lake's temporary directory, however it ends. */
    static IngestOutcome of(Path lake, UnaryOperator<PipelineBuilder> pipeline) {
        return of(QuantminiConfig.builder().dataRoot(lake).build(), pipeline);
    }

    static IngestOutcome of(QuantminiConfig config, UnaryOperator<PipelineBuilder> pipeline) {
        List<Progress> progress = new ArrayList<>();
        try (Quantmini quantmini = Quantmini.open(config)) {
            try {
                PipelineReport report = pipeline.apply(quantmini.pipeline().progress(progress::add))
                        .run();
                return new IngestOutcome(
                        config.dataRoot(), report, progress, quantmini.lake().history());
            } finally {
                assertThat(quantmini.context().allocator().getAllocatedMemory()).isZero();
                assertThat(leftIn(config.dataRoot().resolve("temp"))).isEmpty();
            }
        }
    }

    /** Fails on any difference but clock and elapsed time. */
    void assertSame(IngestOutcome other) {
        assertThat(LakeComparison.differences(lake, other.lake)).isEmpty();
        assertThat(report.files()).isEqualTo(other.report.files());
        assertThat(report.findings()).isEqualTo(other.report.findings());
        assertThat(timeless(report)).isEqualTo(timeless(other.report));
        assertThat(progress).isEqualTo(other.progress);
        assertThat(ledger).usingElementComparator((a, b) -> a.sameAs(b) ? 0 : 1).isEqualTo(other.ledger);
    }

    private static List<StageReport> timeless(PipelineReport report) {
        return report.stages().stream()
                .map(stage -> new StageReport(
                        stage.stage(),
                        stage.dataset(),
                        stage.done(),
                        stage.skipped(),
                        stage.rows(),
                        stage.bytes(),
                        Duration.ZERO))
                .toList();
    }

    private static List<Path> leftIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
