package io.quantmini.cli;

import static io.quantmini.cli.ShortMonths.CORRECTED;
import static io.quantmini.cli.ShortMonths.MARKET;
import static io.quantmini.cli.ShortMonths.MONTH;
import static io.quantmini.cli.ShortMonths.OPEN;
import static io.quantmini.cli.ShortMonths.SESSIONS;
import static io.quantmini.cli.ShortMonths.open;
import static io.quantmini.cli.ShortMonths.set;
import static io.quantmini.cli.ShortMonths.write;
import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelinePlan;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.Settle;
import io.quantmini.pipeline.Stage;
import io.quantmini.pipeline.StageReport;
import io.quantmini.query.DuckDbFeatureEngine;
import io.quantmini.stage.FeatureEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Silver in whatever order its sessions came, over months of four sessions and an open one. {@code
 * -Dquantmini.silver.tries=30} is the full count of orders, {@code -Dquantmini.silver.seed=…} takes others.
 */
class SilverOrderTest {
    private static final int TRIES = Integer.getInteger("quantmini.silver.tries", 3);
    private static final long SEED = Long.getLong("quantmini.silver.seed", 20251103);
    private static final int LOOKBACK = 2;
    private static final List<Dataset> DATASETS = List.of(STOCKS_DAILY, STOCKS_MINUTE, OPTIONS_DAILY);
    private static final FeatureSelection SETS = FeatureSelection.none()
            .with(STOCKS_DAILY, set("late", "mean_3 = Mean($close,3)", "change = $close/Ref($close,1)-1"))
            .with(STOCKS_DAILY, set("early", "twice = 2*$close"))
            .with(STOCKS_MINUTE, set("minutes", "change = $close-Ref($close,1)"))
            .with(
                    OPTIONS_DAILY,
                    set(
                            "options",
                            "stock = $underlying_close",
                            "before = Ref($underlying_close,1)",
                            "range = $high-$low"));

    @TempDir
    private static Path directory;

    @Test
    void any_order_of_sessions_and_corrections_ends_in_the_same_silver() throws IOException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            new Arrivals(directory.resolve("try-" + attempt), new Random(SEED + attempt)).run();
        }
    }

    @Test
    void an_engine_that_reads_rows_gives_the_files_of_one_that_reads_files(@TempDir Path source) throws IOException {
        for (LocalDate session : SESSIONS) {
            write(MARKET, source, STOCKS_DAILY, session);
        }
        FeatureSelection close = FeatureSelection.none().with(STOCKS_DAILY, set("close", "same = $close"));
        try (Quantmini one = open(source.resolve("one"), source);
                Quantmini other = open(source.resolve("other"), source)) {
            run(one, source, close, null);
            run(other, source, close, new RowEngine());
            assertThat(files(one, Layer.SILVER)).hasSize(2 + OPEN).isEqualTo(files(other, Layer.SILVER));
        }
    }

    @Test
    void a_month_that_completes_becomes_one_unit_in_place_of_its_sessions(@TempDir Path source) throws IOException {
        for (LocalDate session : SESSIONS.subList(0, MONTH - 1)) {
            write(MARKET, source, STOCKS_DAILY, session);
        }
        try (Quantmini lake = open(source.resolve("lake"), source)) {
            assertThat(silver(run(lake, source, SETS, null), STOCKS_DAILY).done())
                    .isEqualTo(MONTH - 1);
            assertThat(files(lake, Layer.SILVER)).hasSize(MONTH - 1);
            write(MARKET, source, STOCKS_DAILY, SESSIONS.get(MONTH - 1));
            assertThat(silver(run(lake, source, SETS, null), STOCKS_DAILY).done())
                    .isEqualTo(1);
            assertThat(files(lake, Layer.SILVER)).hasSize(1);
            List<LedgerEntry> units = units(lake, STOCKS_DAILY);
            assertThat(units).singleElement().satisfies(unit -> {
                assertThat(unit.dates()).isEqualTo(SESSIONS.subList(0, MONTH));
                assertThat(unit.set()).startsWith("early@").contains(" late@");
            });
        }
    }

    @Test
    void neighbours_are_computed_together_and_the_next_run_finds_nothing_to_do(@TempDir Path source)
            throws IOException {
        for (LocalDate session : SESSIONS) {
            write(MARKET, source, STOCKS_DAILY, session);
            write(MARKET, source, OPTIONS_DAILY, session);
        }
        CountingEngine engine = new CountingEngine(new DuckDbFeatureEngine());
        try (Quantmini lake = open(source.resolve("lake"), source)) {
            assertThat(pipeline(lake, source, SETS).plan().lines().stream()
                            .filter(line -> line.stage() == Stage.SILVER
                                    && line.dataset().equals(STOCKS_DAILY))
                            .map(PipelinePlan.Line::units))
                    .containsExactly(2 + OPEN);
            assertThat(silver(run(lake, source, SETS, engine), STOCKS_DAILY).done())
                    .isEqualTo(2 + OPEN);
            assertThat(engine.sessions(STOCKS_DAILY)).containsExactly(SESSIONS.size());
            assertThat(engine.sessions(OPTIONS_DAILY)).containsExactly(SESSIONS.size());
            engine.clear();
            assertThat(run(lake, source, SETS, engine).didWork()).isFalse();
            write(CORRECTED, source, STOCKS_DAILY, SESSIONS.get(SESSIONS.size() - 1));
            run(lake, source, SETS, engine);
            assertThat(engine.sessions(STOCKS_DAILY)).containsExactly(1);
            assertThat(engine.sessions(OPTIONS_DAILY)).containsExactly(1);
        }
    }

    @Test
    void sessions_of_one_unit_stay_together_when_the_calendar_opens_their_month_again(@TempDir Path source)
            throws IOException {
        for (LocalDate session : SESSIONS.subList(0, MONTH)) {
            write(MARKET, source, STOCKS_DAILY, session);
        }
        Path root = source.resolve("lake");
        try (Quantmini lake = open(root, source)) {
            run(lake, source, SETS, null);
        }
        try (Quantmini lake = Quantmini.open(root)) {
            LocalDate further = MARKET.sessions().get(MONTH);
            write(MARKET, source, STOCKS_DAILY, further);
            run(lake, source, SETS, null);
            assertThat(units(lake, STOCKS_DAILY).stream().map(LedgerEntry::dates))
                    .containsExactlyInAnyOrder(SESSIONS.subList(0, MONTH), List.of(further));
            assertThat(run(lake, source, SETS, null).didWork()).isFalse();
        }
    }

    @Test
    void where_securities_begin_is_told_for_qlib_sets_and_a_late_first_bar_rebuilds_what_reaches_it(
            @TempDir Path source) throws IOException {
        FeatureSet floats = new FeatureSet("floats", 1, Precision.QLIB, List.of(Feature.of("same", "$close")));
        FeatureSelection sets = FeatureSelection.none()
                .with(STOCKS_DAILY, floats)
                .with(STOCKS_DAILY, set("twice", "before = Ref($close,1)"));
        for (LocalDate session : SESSIONS.subList(1, SESSIONS.size())) {
            write(MARKET, source, STOCKS_DAILY, session);
        }
        CountingEngine engine = new CountingEngine(new RowEngine());
        try (Quantmini lake = open(source.resolve("lake"), source)) {
            run(lake, source, sets, engine);
            assertThat(engine.last().firstSessions())
                    .containsEntry("NA", SESSIONS.get(1))
                    .hasSizeGreaterThan(8);
            engine.clear();
            assertThat(run(lake, source, sets, engine).didWork()).isFalse();

            write(MARKET, source, STOCKS_DAILY, SESSIONS.get(0));
            assertThat(silver(run(lake, source, sets, engine), STOCKS_DAILY).done())
                    .isEqualTo(1);
            assertThat(engine.last().firstSessions()).containsEntry("NA", SESSIONS.get(0));
            engine.clear();
            run(lake, source, SETS, engine);
            assertThat(engine.last().firstSessions()).isEmpty();
        }
    }

    /** One lake into which sessions come in an order of their own, and what each unit of its silver was made from. */
    private static final class Arrivals {
        private final Path source;
        private final Random random;
        private final Map<LocalDate, Integer> versions = new TreeMap<>();
        private final Map<List<LocalDate>, Map<LocalDate, Integer>> madeFrom = new HashMap<>();

        Arrivals(Path source, Random random) {
            this.source = source;
            this.random = random;
        }

        void run() throws IOException {
            List<LocalDate> order = new ArrayList<>(SESSIONS);
            Collections.shuffle(order, random);
            Settle settle = Settle.values()[random.nextInt(Settle.values().length)];
            try (Quantmini lake = open(source.resolve("lake"), source)) {
                while (!order.isEmpty()) {
                    for (int coming = 1 + random.nextInt(4); coming > 0 && !order.isEmpty(); coming--) {
                        come(order.remove(0), 0);
                    }
                    if (random.nextInt(3) == 0) {
                        List<LocalDate> there = List.copyOf(versions.keySet());
                        come(there.get(random.nextInt(there.size())), 1);
                    }
                    run(lake, settle);
                }
                correctStocksAlone(random.nextInt(MONTH));
                run(lake, settle);
                correctStocksAlone(MONTH + random.nextInt(SESSIONS.size() - MONTH));
                run(lake, settle);
                assertThat(pipeline(lake, source, SETS).settle(settle).run().didWork())
                        .isFalse();
                try (Quantmini fresh = open(source.resolve("fresh"), source)) {
                    pipeline(fresh, source, SETS).settle(settle).run();
                    assertThat(files(lake, Layer.SILVER)).isNotEmpty().isEqualTo(files(fresh, Layer.SILVER));
                }
                assertThat(lake.context().allocator().getAllocatedMemory()).isZero();
            }
        }

        private void run(Quantmini lake, Settle settle) {
            PipelineReport report = pipeline(lake, source, SETS).settle(settle).run();
            assertThat(report.findings()).noneMatch(finding -> finding.contains("cannot"));
            assertThat(silver(report, STOCKS_DAILY).done()).isEqualTo(unitsToMake());
        }

        /**
         * What looks back at a stock has to notice, even where it is not of the session; and what comes last is no session of
         * the first month, which would have all made together, as in a fresh lake.
         */
        private void correctStocksAlone(int place) throws IOException {
            LocalDate session = SESSIONS.get(place);
            int version = 1 - versions.getOrDefault(session, 0);
            versions.put(session, version);
            write(version == 0 ? MARKET : CORRECTED, source, STOCKS_DAILY, session);
        }

        private void come(LocalDate session, int version) throws IOException {
            versions.put(session, version);
            for (Dataset dataset : DATASETS) {
                write(version == 0 ? MARKET : CORRECTED, source, dataset, session);
            }
        }

        /** How many units of daily stocks have a look-back in which something changed, noting what they are made from. */
        private int unitsToMake() {
            Map<List<LocalDate>, Map<LocalDate, Integer>> now = new HashMap<>();
            Map<YearMonth, List<LocalDate>> months =
                    versions.keySet().stream().collect(Collectors.groupingBy(YearMonth::from));
            months.values().forEach(month -> {
                List<LocalDate> sessions = month.stream().sorted().toList();
                boolean whole = sessions.size() == MONTH;
                (whole ? List.of(sessions) : sessions.stream().map(List::of).toList())
                        .forEach(unit -> now.put(unit, inputs(unit)));
            });
            int made = 0;
            for (Map.Entry<List<LocalDate>, Map<LocalDate, Integer>> unit : now.entrySet()) {
                Map<LocalDate, Integer> before = madeFrom.get(unit.getKey());
                made += unit.getValue().equals(before) ? 0 : 1;
            }
            madeFrom.clear();
            madeFrom.putAll(now);
            return made;
        }

        private Map<LocalDate, Integer> inputs(List<LocalDate> unit) {
            int from = Math.max(0, SESSIONS.indexOf(unit.get(0)) - LOOKBACK);
            Map<LocalDate, Integer> inputs = new TreeMap<>(versions);
            inputs.keySet().retainAll(SESSIONS.subList(from, SESSIONS.indexOf(unit.get(unit.size() - 1)) + 1));
            return inputs;
        }
    }

    private static PipelineBuilder pipeline(Quantmini lake, Path source, FeatureSelection sets) {
        return lake.pipeline()
                .source(FlatFiles.directory(source))
                .datasets(DATASETS.toArray(Dataset[]::new))
                .features(sets);
    }

    private static PipelineReport run(
            Quantmini lake, Path source, FeatureSelection sets, @Nullable FeatureEngine engine) {
        PipelineBuilder pipeline = pipeline(lake, source, sets);
        return engine == null ? pipeline.run() : pipeline.featureEngine(engine).run();
    }

    private static StageReport silver(PipelineReport report, Dataset dataset) {
        return report.stages().stream()
                .filter(stage ->
                        stage.stage() == Stage.SILVER && stage.dataset().equals(dataset))
                .findFirst()
                .orElseThrow();
    }

    private static List<LakeFile> files(Quantmini lake, Layer layer) {
        LakeCatalog catalog = lake.lake().catalog();
        return DATASETS.stream()
                .flatMap(dataset -> catalog.files(dataset, layer).stream())
                .toList();
    }

    private static List<LedgerEntry> units(Quantmini lake, Dataset dataset) {
        return lake.lake().catalog().units().stream()
                .filter(unit -> unit.layer() == Layer.SILVER && unit.dataset().equals(dataset.name()))
                .toList();
    }
}
