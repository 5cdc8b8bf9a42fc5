package io.quantmini.pipeline;

import io.quantmini.feature.FeatureSet;
import io.quantmini.lake.Commit;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.Dataset;
import io.quantmini.market.FactorSpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarSource;
import io.quantmini.stage.FeatureRequest;
import io.quantmini.stage.FeatureStream;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Brings the silver files of one dataset up to date with its bronze: one unit a month, or a session where the dataset
 * keeps session files. A unit whose inputs (bronze units within the look-back, definitions, reference data) are unchanged
 * is left alone.
 */
final class SilverStage {
    private final Run run;
    private final Dataset dataset;
    private final List<FeatureSet> sets;
    private final Reference reference;
    private final AdjustmentFactors factors;
    private int done;
    private int skipped;
    private long rows;
    private long bytes;

    SilverStage(Run run, Dataset dataset, List<FeatureSet> sets, Reference reference, AdjustmentFactors factors) {
        this.run = run;
        this.dataset = dataset;
        this.sets = sets;
        this.reference = reference;
        this.factors = factors;
    }

    StageReport run() {
        long start = System.nanoTime();
        Collection<NavigableSet<LocalDate>> groups = groups();
        int step = 0;
        for (NavigableSet<LocalDate> sessions : groups) {
            Run.checkInterrupted();
            long rowsBefore = rows;
            long bytesBefore = bytes;
            unit(sessions);
            step++;
            String name = sessions.size() == 1
                    ? sessions.first().toString()
                    : YearMonth.from(sessions.first()).toString();
            run.progress()
                    .onProgress(new ProgressListener.Progress(
                            Stage.SILVER, dataset, name, step, groups.size(), rows - rowsBefore, bytes - bytesBefore));
        }
        return new StageReport(
                Stage.SILVER, dataset, done, skipped, rows, bytes, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Sessions that become one unit each; dates that are no sessions stay out. */
    private Collection<NavigableSet<LocalDate>> groups() {
        TreeMap<Object, NavigableSet<LocalDate>> groups = new TreeMap<>();
        TradingCalendar calendar = run.context().calendar();
        for (LocalDate session : run.lake().catalog().sessions(dataset, Layer.BRONZE)) {
            if (calendar.isSession(session)) {
                Object group = dataset.settles() ? YearMonth.from(session).toString() : session.toString();
                groups.computeIfAbsent(group, key -> new TreeSet<>()).add(session);
            }
        }
        return groups.values();
    }

    private void unit(NavigableSet<LocalDate> sessions) {
        LakeCatalog catalog = run.lake().catalog();
        SessionRange read = withLookback(sessions);
        if (!catalog.missing(dataset, Layer.BRONZE, read).isEmpty()) {
            run.findings()
                    .add("[" + dataset + " " + read + "] cannot compute silver: a bronze file it needs is gone or"
                            + " damaged; ingest its session again");
            return;
        }
        UnitSpec spec = spec(catalog, sessions, read);
        if (catalog.unit(spec.unit()).isPresent() && !isDamaged(catalog, spec)) {
            skipped++;
            return;
        }
        try (Commit commit = run.writer().begin(spec);
                BufferAllocator allocator = run.context().allocator().newChildAllocator("silver", 0, Long.MAX_VALUE)) {
            WriteRequest write = new WriteRequest(
                    dataset,
                    Layer.SILVER,
                    dataset.settles() ? Placement.SETTLED : Placement.SESSION,
                    WriteRequest.DEFAULT_MAX_PARTITIONS,
                    commit.staging().resolve("files"));
            List<StagedFile> files;
            try (FeatureStream computed =
                    run.stages().features().compute(request(catalog, sessions, read), allocator)) {
                files = run.stages().writer().write(write, computed, allocator);
                computed.nulls()
                        .forEach((reason, count) -> run.findings()
                                .add("[" + dataset + " " + range(sessions) + "] " + count + " rows with nulls: "
                                        + reason.name().toLowerCase(Locale.ROOT)));
            }
            run.announce(Stage.SILVER, commit, files);
            commit.publish(entries(catalog, sessions), files, List.of());
            rows += files.stream().mapToLong(file -> file.file().rows()).sum();
            done++;
        }
    }

    private boolean isDamaged(LakeCatalog catalog, UnitSpec spec) {
        List<LocalDate> sessions = spec.sessions();
        SessionRange range = new SessionRange(sessions.get(0), sessions.get(sessions.size() - 1));
        return catalog.missing(dataset, Layer.SILVER, range).stream()
                .anyMatch(lost -> lost.unit().unit().equals(spec.unit()));
    }

    private SessionRange withLookback(NavigableSet<LocalDate> sessions) {
        TradingCalendar calendar = run.context().calendar();
        int first = Math.max(0, calendar.indexOf(sessions.first()) - FeatureSet.lookbackSessions(dataset, sets));
        return new SessionRange(calendar.sessionAt(first), sessions.last());
    }

    private static Set<String> units(LakeCatalog catalog, Dataset dataset, SessionRange range) {
        Set<String> units = new TreeSet<>();
        for (LocalDate session : catalog.sessions(dataset, Layer.BRONZE)) {
            if (range.contains(session)) {
                catalog.session(dataset, Layer.BRONZE, session)
                        .map(state -> state.unit().unit())
                        .ifPresent(units::add);
            }
        }
        return units;
    }

    private UnitSpec spec(LakeCatalog catalog, NavigableSet<LocalDate> sessions, SessionRange read) {
        StringBuilder inputs = new StringBuilder("features ").append(text()).append('\n');
        units(catalog, dataset, read)
                .forEach(unit -> inputs.append("bars ").append(unit).append('\n'));
        if (dataset.isOptions()) {
            units(catalog, underlying(), range(sessions))
                    .forEach(unit -> inputs.append("underlying ").append(unit).append('\n'));
        }
        reference.securities().spans().forEach(span -> inputs.append(span).append('\n'));
        for (FactorSpan factor : factors.spans()) {
            if (!factor.from().isAfter(sessions.last())) {
                inputs.append(factor).append('\n');
            }
        }
        Set<String> superseded = new TreeSet<>();
        for (LocalDate session : sessions) {
            catalog.session(dataset, Layer.SILVER, session)
                    .map(state -> state.unit().unit())
                    .ifPresent(superseded::add);
        }
        return new UnitSpec(
                LedgerOp.PUBLISH,
                dataset,
                Layer.SILVER,
                List.copyOf(sessions),
                Inputs.digest(inputs),
                text(),
                List.copyOf(superseded));
    }

    /** Names the sets and their definitions. */
    private String text() {
        return sets.stream().map(set -> set.name() + "@" + set.fingerprint()).collect(Collectors.joining(" "));
    }

    private FeatureRequest request(LakeCatalog catalog, NavigableSet<LocalDate> sessions, SessionRange read) {
        FeatureRequest.Resources resources = new FeatureRequest.Resources(
                run.context().budget().duckDbMemoryBytes(),
                run.context().budget().threads(),
                run.lake().paths().temp());
        return FeatureRequest.of(dataset, sets, resources)
                .bars(bars(catalog, dataset, read))
                .underlyingBars(dataset.isOptions() ? bars(catalog, underlying(), range(sessions)) : BarSource.none())
                .calendar(run.context().calendar().sessions(read))
                .sessions(sessions)
                .reference(reference.securities(), factors)
                .build();
    }

    private List<SessionEntry> entries(LakeCatalog catalog, NavigableSet<LocalDate> sessions) {
        List<SessionEntry> entries = new ArrayList<>();
        for (LocalDate session : sessions) {
            long published = catalog.session(dataset, Layer.BRONZE, session)
                    .map(state -> state.entry().published())
                    .orElse(0L);
            entries.add(SessionEntry.derived(session, published));
        }
        return entries;
    }

    private BarSource bars(LakeCatalog catalog, Dataset source, SessionRange range) {
        List<LakeFile> files = catalog.files(source, Layer.BRONZE, range, Set.of());
        bytes += files.stream().mapToLong(LakeFile::bytes).sum();
        return new LakeBars(run.lake(), run.stages(), source, files, range);
    }

    private Dataset underlying() {
        return dataset.isMinute() ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY;
    }

    private static SessionRange range(NavigableSet<LocalDate> sessions) {
        return new SessionRange(sessions.first(), sessions.last());
    }
}
