package io.quantmini.pipeline;

import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;

/** Brings the Qlib directory of one dataset up to date with its silver. Options become one series an underlying. */
final class GoldStage {
    private final Run run;
    private final Dataset dataset;
    private final Reference reference;

    GoldStage(Run run, Dataset dataset, Reference reference) {
        this.run = run;
        this.dataset = dataset;
        this.reference = reference;
    }

    /** Whether a Qlib directory is made of the dataset: there is none of option minutes. */
    static boolean makes(Dataset dataset) {
        return !(dataset.isOptions() && dataset.isMinute());
    }

    static String directory(Dataset dataset) {
        return dataset.isOptions() ? "options" : dataset.name();
    }

    StageReport run() {
        long start = System.nanoTime();
        LakeCatalog catalog = run.lake().catalog();
        List<LocalDate> sessions = catalog.sessions(dataset, Layer.SILVER);
        if (sessions.isEmpty()) {
            return report(0, 0, 0, start);
        }
        Path directory = run.lake().paths().gold().resolve("qlib").resolve(directory(dataset));
        StringBuilder inputs = new StringBuilder();
        Set<String> units = new TreeSet<>();
        for (LocalDate session : sessions) {
            catalog.session(dataset, Layer.SILVER, session)
                    .ifPresent(state -> units.add(state.unit().unit()));
        }
        units.forEach(unit -> inputs.append(unit).append('\n'));
        try (BufferAllocator allocator = run.context().allocator().newChildAllocator("gold", 0, Long.MAX_VALUE)) {
            QlibRequest request = QlibRequest.builder(directory, dataset)
                    .securities(reference.securities())
                    .build(
                            run.context().calendar(),
                            new SessionRange(sessions.get(0), sessions.get(sessions.size() - 1)),
                            new QlibRequest.Input(
                                    Inputs.digest(inputs),
                                    () -> new LakeRows(run, dataset, Layer.SILVER).all(allocator)));
            QlibResult result = run.stages().qlib().update(request);
            boolean written = result.outcome() == QlibResult.Outcome.REBUILT;
            run.progress()
                    .onProgress(new ProgressListener.Progress(
                            Stage.GOLD, dataset, directory(dataset), 1, 1, result.rows(), result.bytes()));
            return report(written ? 1 : 0, written ? result.rows() : 0, written ? result.bytes() : 0, start);
        }
    }

    private StageReport report(int done, long rows, long bytes, long start) {
        return new StageReport(
                Stage.GOLD, dataset, done, 1 - done, rows, bytes, Duration.ofNanos(System.nanoTime() - start));
    }
}
