package io.quantmini.features;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** Requests over bars in a list. */
final class Requests {
    private Requests() {}

    static FeatureRequest.Builder of(
            Dataset dataset, List<FeatureSet> sets, List<StockBar> bars, List<LocalDate> calendar) {
        return of(dataset, sets, new ListedBars(bars, 1_000), calendar, 2);
    }

    static FeatureRequest.Builder of(
            Dataset dataset, List<FeatureSet> sets, ListedBars bars, List<LocalDate> calendar, int threads) {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        return FeatureRequest.of(dataset, sets, new FeatureRequest.Resources(1 << 20, threads, temp))
                .bars(bars)
                .calendar(calendar);
    }

    static List<Silver> compute(FeatureRequest.Builder request) {
        return Silver.compute(new VectorizedFeatureEngine(), request.build());
    }
}
