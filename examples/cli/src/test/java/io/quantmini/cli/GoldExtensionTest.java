package io.quantmini.cli;

import static io.quantmini.cli.ShortMonths.MARKET;
import static io.quantmini.cli.ShortMonths.SESSIONS;
import static io.quantmini.cli.ShortMonths.open;
import static io.quantmini.cli.ShortMonths.write;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.features.FeatureSets;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeComparison;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.qlib.QlibDirectoryWriter;
import io.quantmini.stage.QlibBinaryWriter;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.QlibResult.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lake that grows by a session a day has the gold of one that was made at once, and appends to it. */
class GoldExtensionTest {
    private static final List<Dataset> DATASETS = List.of(STOCKS_DAILY, STOCKS_MINUTE, OPTIONS_DAILY);

    @TempDir
    private Path directory;

    @Test
    void ordinary_days_and_the_ends_of_months_are_appended() throws IOException {
        Path source = directory.resolve("source");
        Path grown = directory.resolve("grown");
        List<QlibResult> results = new ArrayList<>();
        for (LocalDate session : SESSIONS) {
            for (Dataset dataset : DATASETS) {
                write(MARKET, source, dataset, session);
            }
            results.clear();
            run(grown, source, results);
            assertThat(results)
                    .as("gold of %s", session)
                    .hasSize(DATASETS.size())
                    .extracting(QlibResult::outcome)
                    .containsOnly(session.equals(SESSIONS.get(0)) ? Outcome.REBUILT : Outcome.EXTENDED);
        }
        assertThat(Lake.at(grown).catalog().units().stream()
                        .filter(unit ->
                                unit.layer() == Layer.SILVER && unit.dataset().equals(STOCKS_DAILY.name())))
                .as("units of whole months")
                .anyMatch(unit -> unit.sessions().size() > 1);
        Path atOnce = directory.resolve("at-once");
        run(atOnce, source, results);
        assertThat(LakeComparison.differences(grown, atOnce))
                .filteredOn(difference -> difference.startsWith("gold"))
                .isEmpty();
        long all = results.get(results.size() - DATASETS.size()).rows();
        assertThat(results.get(0).rows()).as("rows of two sessions").isLessThan(all / 3);

        write(ShortMonths.CORRECTED, source, STOCKS_DAILY, SESSIONS.get(2));
        results.clear();
        run(grown, source, results);
        assertThat(results).extracting(QlibResult::outcome).startsWith(Outcome.REBUILT);
        results.clear();
        run(grown, source, results);
        assertThat(results).extracting(QlibResult::outcome).containsOnly(Outcome.UNCHANGED);
    }

    private static void run(Path root, Path source, List<QlibResult> results) throws IOException {
        try (Quantmini lake = open(root, source)) {
            lake.pipeline()
                    .source(FlatFiles.directory(source))
                    .datasets(DATASETS.toArray(Dataset[]::new))
                    .features(FeatureSets.base())
                    .qlibWriter(new Remembering(new QlibDirectoryWriter(), results))
                    .gold()
                    .run();
        }
    }

    /** Another's work, with its results kept. */
    private record Remembering(QlibBinaryWriter writer, List<QlibResult> results) implements QlibBinaryWriter {
        @Override
        public QlibResult update(QlibRequest request) {
            QlibResult result = writer.update(request);
            results.add(result);
            return result;
        }
    }
}
