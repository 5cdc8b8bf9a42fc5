package io.quantmini.pipeline;

import io.quantmini.feature.FeatureSet;
import io.quantmini.lake.Commit;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.FeatureStream;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Brings the silver files of one dataset up to date with its bronze: a unit whose inputs (bronze sessions within the
 * look-back, definitions, reference data) are unchanged is left alone. Neighbours that need work are computed together and
 * committed one by one.
 */
final class SilverStage {
    private final Run run;
    private final Dataset dataset;
    private final SilverInputs inputs;
    private final SilverTogether together;
    private final LakeCatalog catalog;
    private int steps;
    private int total;
    private int done;
    private int skipped;
    private long rows;
    private long bytes;

    SilverStage(Run run, SilverInputs inputs) {
        this.run = run;
        this.dataset = inputs.dataset();
        this.inputs = inputs;
        this.together = new SilverTogether(
                FeatureSet.silver(dataset, inputs.sets()),
                run.context().budget().heapBytes());
        this.catalog = run.lake().catalog();
    }

    StageReport run() {
        long start = System.nanoTime();
        SilverPlan plan = new SilverPlan(inputs, run.context().calendar(), catalog);
        List<SilverUnit> units = plan.units();
        total = units.size();
        Set<LocalDate> lost =
                plan.lost(units.stream().filter(unit -> !plan.isCurrent(unit)).toList());
        List<SilverUnit> waiting = new ArrayList<>();
        for (SilverUnit unit : units) {
            boolean current = plan.isCurrent(unit);
            boolean readable = current || isReadable(unit, lost);
            if (current || !readable || !together.fits(waiting, unit)) {
                compute(waiting);
                waiting.clear();
            }
            if (current) {
                skipped++;
                step(unit, 0, 0);
            } else if (!readable) {
                step(unit, 0, 0);
            } else {
                waiting.add(unit);
            }
        }
        compute(waiting);
        return new StageReport(
                Stage.SILVER, dataset, done, skipped, rows, bytes, Duration.ofNanos(System.nanoTime() - start));
    }

    private boolean isReadable(SilverUnit unit, Set<LocalDate> lost) {
        SessionRange window = inputs.window(unit.sessions());
        boolean readable = lost.stream().noneMatch(window::contains);
        if (!readable) {
            run.findings()
                    .add("[" + dataset + " " + window + "] cannot compute silver: a bronze file it needs is gone or"
                            + " damaged; ingest its session again");
        }
        return readable;
    }

    private void compute(List<SilverUnit> units) {
        if (units.isEmpty()) {
            return;
        }
        Run.checkInterrupted();
        NavigableSet<LocalDate> sessions = new TreeSet<>();
        units.forEach(unit -> sessions.addAll(unit.sessions()));
        long read = inputs.bytes(sessions);
        try (SilverCommits commits = SilverCommits.begin(run.writer(), units)) {
            List<List<StagedFile>> files = commits.apart(write(units, sessions, commits));
            for (int i = 0; i < units.size(); i++) {
                Run.checkInterrupted();
                publish(units.get(i), commits.get(i), files.get(i));
                step(units.get(i), units.get(i).rows(), i == 0 ? read : 0);
            }
        }
    }

    private List<StagedFile> write(List<SilverUnit> units, NavigableSet<LocalDate> sessions, SilverCommits commits) {
        WriteRequest write = new WriteRequest(
                        dataset,
                        Layer.SILVER,
                        units.get(0).placement(),
                        WriteRequest.DEFAULT_MAX_PARTITIONS,
                        commits.staging())
                .cutAt(units.stream().skip(1).map(SilverUnit::first).toList());
        try (BufferAllocator allocator = run.context().allocator().newChildAllocator("silver", 0, Long.MAX_VALUE);
                FeatureStream computed = run.stages().features().compute(inputs.request(sessions), allocator)) {
            List<StagedFile> files = run.stages().writer().write(write, computed, allocator);
            SessionRange range = new SessionRange(sessions.first(), sessions.last());
            computed.nulls()
                    .forEach((reason, count) -> run.findings()
                            .add("[" + dataset + " " + range + "] " + count + " rows with nulls: "
                                    + reason.name().toLowerCase(Locale.ROOT)));
            return files;
        }
    }

    private void publish(SilverUnit unit, Commit commit, List<StagedFile> files) {
        List<SessionEntry> entries = new ArrayList<>();
        for (LocalDate session : unit.sessions()) {
            long published = catalog.session(dataset, Layer.BRONZE, session)
                    .map(state -> state.entry().published())
                    .orElse(0L);
            entries.add(SessionEntry.derived(session, published, inputs.digest(new TreeSet<>(Set.of(session)))));
        }
        run.announce(Stage.SILVER, commit, files);
        commit.publish(entries, files, List.of());
        done++;
    }

    private void step(SilverUnit unit, long stepRows, long stepBytes) {
        steps++;
        rows += stepRows;
        bytes += stepBytes;
        run.progress()
                .onProgress(new ProgressListener.Progress(
                        Stage.SILVER, dataset, unit.name(), steps, total, stepRows, stepBytes));
    }
}
