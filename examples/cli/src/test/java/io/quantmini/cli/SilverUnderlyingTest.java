package io.quantmini.cli;

import static io.quantmini.market.Dataset.OPTIONS_DAILY;
import static io.quantmini.market.Dataset.OPTIONS_MINUTE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static io.quantmini.market.Dataset.STOCKS_MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.batch.BatchStream;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Label;
import io.quantmini.feature.Precision;
import io.quantmini.features.FeatureSets;
import io.quantmini.features.VectorizedFeatureEngine;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.FeaturePreview;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.Stage;
import io.quantmini.query.DuckDbFeatureEngine;
import io.quantmini.stage.FeatureEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Options whose features look back at the closes of their stocks. */
class SilverUnderlyingTest {
    private static final SyntheticMarket MARKET = SyntheticMarket.of(4, 11, 7);
    private static final SyntheticMarket CORRECTED = SyntheticMarket.of(4, 11, 8);
    private static final List<LocalDate> SESSIONS = MARKET.sessions();
    private static final LocalDate FIRST = SESSIONS.get(0);
    private static final LocalDate LAST = SESSIONS.get(3);
    private static final FeatureSet BACK = set("Ref($underlying_close,1)", "Mean($underlying_close,2)/$strike_price");

    @TempDir
    private Path directory;

    static List<FeatureEngine> engines() {
        return List.of(new VectorizedFeatureEngine(), new DuckDbFeatureEngine());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_session_alone_has_the_values_that_it_has_among_earlier_ones(FeatureEngine engine) throws IOException {
        write(MARKET, OPTIONS_DAILY, STOCKS_DAILY);
        try (Quantmini lake = lake(FeatureSelection.none(), OPTIONS_DAILY, STOCKS_DAILY)) {
            List<String> alone = rows(preview(lake, OPTIONS_DAILY, BACK, LAST).featureEngine(engine), "f0");
            assertThat(alone)
                    .isNotEmpty()
                    .isEqualTo(rows(preview(lake, OPTIONS_DAILY, BACK, FIRST).featureEngine(engine), "f0"));
            assertThat(lake.context().allocator().getAllocatedMemory()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_label_that_looks_back_reads_the_stocks_of_earlier_sessions(FeatureEngine engine) throws IOException {
        FeatureSet labels = new FeatureSet(
                "mine",
                1,
                Precision.DOUBLE,
                List.of(Feature.of("f0", "$close")),
                List.of(Label.of("stock", "Ref($underlying_close,1)"), Label.of("next", "Ref($close,-1)")));
        write(MARKET, OPTIONS_DAILY, STOCKS_DAILY);
        try (Quantmini lake = lake(FeatureSelection.none(), OPTIONS_DAILY, STOCKS_DAILY)) {
            assertThat(rows(preview(lake, OPTIONS_DAILY, labels, LAST).labels().featureEngine(engine), "stock"))
                    .isNotEmpty()
                    .isEqualTo(rows(
                            preview(lake, OPTIONS_DAILY, labels, FIRST).labels().featureEngine(engine), "stock"));
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void minutes_look_back_within_their_session_alone(FeatureEngine engine) throws IOException {
        write(MARKET, OPTIONS_MINUTE, STOCKS_MINUTE);
        try (Quantmini lake = lake(FeatureSelection.none(), OPTIONS_MINUTE, STOCKS_MINUTE)) {
            assertThat(rows(preview(lake, OPTIONS_MINUTE, BACK, LAST).featureEngine(engine), "f0"))
                    .isNotEmpty()
                    .isEqualTo(rows(preview(lake, OPTIONS_MINUTE, BACK, FIRST).featureEngine(engine), "f0"));
        }
    }

    @Test
    void a_corrected_stock_session_rebuilds_the_options_whose_look_back_holds_it() throws IOException {
        assertThat(optionsMadeAfterStocksOfTheFirstSessionChanged(BACK)).isEqualTo(SESSIONS.size());
    }

    @Test
    void a_corrected_stock_session_rebuilds_its_own_options_alone_when_nothing_looks_back_at_it() throws IOException {
        assertThat(optionsMadeAfterStocksOfTheFirstSessionChanged(FeatureSets.base(OPTIONS_DAILY)))
                .isEqualTo(1);
    }

    @Test
    void a_stock_file_that_is_gone_stops_the_options_whose_look_back_holds_it() throws IOException {
        FeatureSelection sets = FeatureSelection.none().with(OPTIONS_DAILY, BACK);
        ShortMonths.write(MARKET, directory, OPTIONS_DAILY, FIRST);
        ShortMonths.write(MARKET, directory, STOCKS_DAILY, FIRST);
        assertThat(made(sets)).isEqualTo(1);
        try (Quantmini lake = open()) {
            for (LakeFile file : lake.lake().catalog().files(STOCKS_DAILY, Layer.BRONZE)) {
                Files.delete(lake.lake().root().resolve(file.path()));
            }
        }
        write(MARKET, OPTIONS_DAILY, STOCKS_DAILY);
        Files.delete(directory.resolve(STOCKS_DAILY.key(FIRST)));
        assertThat(made(sets)).isZero();
    }

    private int optionsMadeAfterStocksOfTheFirstSessionChanged(FeatureSet set) throws IOException {
        FeatureSelection sets = FeatureSelection.none().with(OPTIONS_DAILY, set);
        write(MARKET, OPTIONS_DAILY, STOCKS_DAILY);
        assertThat(made(sets)).isEqualTo(SESSIONS.size());
        ShortMonths.write(CORRECTED, directory, STOCKS_DAILY, FIRST);
        int made = made(sets);
        assertThat(made(sets)).isZero();
        return made;
    }

    private void write(SyntheticMarket market, Dataset... datasets) throws IOException {
        for (LocalDate session : SESSIONS) {
            for (Dataset dataset : datasets) {
                ShortMonths.write(market, directory, dataset, session);
            }
        }
    }

    /** A lake after a run over the flat files. */
    private Quantmini lake(FeatureSelection sets, Dataset... datasets) {
        Quantmini lake = open();
        lake.pipeline()
                .source(FlatFiles.directory(directory))
                .datasets(datasets)
                .features(sets)
                .run();
        return lake;
    }

    /** How many units of options a run makes. */
    private int made(FeatureSelection sets) {
        try (Quantmini lake = open()) {
            return lake
                    .pipeline()
                    .source(FlatFiles.directory(directory))
                    .datasets(OPTIONS_DAILY, STOCKS_DAILY)
                    .features(sets)
                    .run()
                    .stages()
                    .stream()
                    .filter(stage -> stage.stage() == Stage.SILVER)
                    .mapToInt(stage -> stage.done())
                    .sum();
        }
    }

    private Quantmini open() {
        return Quantmini.open(QuantminiConfig.builder()
                .dataRoot(directory.resolve("lake"))
                .configRoot(directory)
                .build());
    }

    private static FeaturePreview preview(Quantmini lake, Dataset dataset, FeatureSet set, LocalDate from) {
        return lake.preview(dataset, List.of(set)).sessions(new SessionRange(from, LAST));
    }

    /** Each row of the last session with all that is in it; some have a value in the column. */
    private static List<String> rows(FeaturePreview preview, String column) {
        List<String> rows = new ArrayList<>();
        try (BatchStream stream = preview.stream()) {
            while (stream.advance()) {
                VectorSchemaRoot batch = stream.batch();
                for (int row = 0; row < batch.getRowCount(); row++) {
                    boolean last = batch.getVector("date").getObject(row).equals((int) LAST.toEpochDay());
                    if (last) {
                        rows.add(text(batch, row));
                    }
                }
            }
        }
        assertThat(rows).anyMatch(row -> !row.contains(column + "=null"));
        return rows;
    }

    private static String text(VectorSchemaRoot batch, int row) {
        Map<String, String> values = new TreeMap<>();
        for (FieldVector vector : batch.getFieldVectors()) {
            values.put(vector.getName(), String.valueOf(vector.getObject(row)));
        }
        return values.toString();
    }

    private static FeatureSet set(String... expressions) {
        List<Feature> features = new ArrayList<>();
        for (String expression : expressions) {
            features.add(Feature.of("f" + features.size(), expression));
        }
        return new FeatureSet("mine", 1, Precision.DOUBLE, features);
    }
}
