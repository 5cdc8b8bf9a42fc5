package io.quantmini.pipeline;

import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.market.Dataset;
import io.quantmini.market.PartitionLayout;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.Placement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the bronze files of one dataset up to date with its flat files, month by month. A month whose sessions are all
 * there is written as one unit into the settled layout; any other month gets one unit a session, or one of a run's new sessions where it
 * settles them at once.
 */
final class BronzeStage {
    private final Run run;
    private final Dataset dataset;
    private final Settle settle;
    private final SourceCatalog source;
    private final List<SessionReport> reports = new ArrayList<>();
    private int steps;
    private int total;
    private int done;
    private int skipped;
    private long rows;
    private long bytes;

    BronzeStage(Run run, Dataset dataset, Settle settle, SourceCatalog source) {
        this.run = run;
        this.dataset = dataset;
        this.settle = settle;
        this.source = source;
    }

    /** Runs the stage; what became of each file is added to {@code files}. */
    StageReport run(@Nullable SessionRange range, List<SessionReport> files) {
        long start = System.nanoTime();
        TreeMap<YearMonth, SortedMap<LocalDate, SourceFile>> months = new TreeMap<>();
        source.files(dataset, range)
                .forEach((session, file) -> months.computeIfAbsent(YearMonth.from(session), m -> new TreeMap<>())
                        .put(session, file));
        if (source.isNone()) {
            run.lake().catalog().sessions(dataset, Layer.BRONZE).stream()
                    .filter(session -> range == null || range.contains(session))
                    .forEach(session -> months.computeIfAbsent(YearMonth.from(session), m -> new TreeMap<>()));
        }
        total = months.values().stream().mapToInt(Map::size).sum();
        months.forEach(this::month);
        files.addAll(reports);
        return new StageReport(
                Stage.BRONZE, dataset, done, skipped, rows, bytes, Duration.ofNanos(System.nanoTime() - start));
    }

    private void month(YearMonth month, SortedMap<LocalDate, SourceFile> available) {
        LakeCatalog catalog = run.lake().catalog();
        Set<String> damaged = damaged(catalog, month);
        TreeMap<LocalDate, SourceFile> pending = new TreeMap<>();
        available.forEach((session, file) -> classify(catalog, damaged, file, pending));
        addLost(catalog, damaged, month, pending);

        TreeMap<LocalDate, CommittedSession> kept = new TreeMap<>();
        for (LocalDate session : catalog.sessions(dataset, Layer.BRONZE)) {
            if (YearMonth.from(session).equals(month) && !pending.containsKey(session)) {
                intact(catalog, damaged, session).ifPresent(state -> kept.put(session, state));
            }
        }
        if (pending.isEmpty() && !needsSettling(month, kept)) {
            return;
        }
        while (isWhole(month, kept.keySet(), pending.keySet())) {
            List<LocalDate> rejected = publish(List.of(new Group(pending, kept, Placement.SETTLED)));
            if (rejected.isEmpty()) {
                return;
            }
            for (LocalDate session : rejected) {
                pending.remove(session);
                intact(catalog, damaged, session).ifPresent(state -> kept.put(session, state));
            }
            if (pending.isEmpty() && !needsSettling(month, kept)) {
                return;
            }
        }
        List<Group> groups = new ArrayList<>();
        for (SortedMap<LocalDate, SourceFile> fresh : bySharedUnit(catalog, damaged, pending)) {
            SortedMap<LocalDate, CommittedSession> companions = companions(catalog, kept, fresh.firstKey());
            groups.add(new Group(
                    fresh,
                    companions,
                    companions.isEmpty() && fresh.size() == 1 ? sessionPlacement() : Placement.SETTLED));
        }
        publishEach(groups);
    }

    /** Publishes groups; one of several new sessions goes on without those that are rejected. */
    private void publishEach(List<Group> groups) {
        List<Group> rest = groups;
        while (!rest.isEmpty()) {
            Set<LocalDate> rejected = Set.copyOf(publish(rest));
            rest = rest.stream()
                    .filter(group -> group.kept().isEmpty()
                            && group.fresh().size() > 1
                            && !Collections.disjoint(group.fresh().keySet(), rejected))
                    .map(group -> group.without(rejected))
                    .toList();
        }
    }

    /** What the ledger knows of a file: done, refused, or to be read. */
    private void classify(
            LakeCatalog catalog, Set<String> damaged, SourceFile file, SortedMap<LocalDate, SourceFile> pending) {
        Optional<CommittedSession> committed = intact(catalog, damaged, file.session());
        if (committed.isPresent() && file.isWhatWasRead(committed.get().entry())) {
            skipped++;
            reports.add(Reports.unchanged(file, committed.get().entry()));
            step(file.session().toString(), 0, 0);
            return;
        }
        Optional<CommittedSession> refused = catalog.rejected(dataset, Layer.BRONZE, file.session());
        if (refused.isPresent() && file.isWhatWasRead(refused.get().entry())) {
            skipped++;
            reports.add(Reports.stillRejected(file, refused.get().unit()));
            step(file.session().toString(), 0, 0);
            return;
        }
        pending.put(file.session(), file);
    }

    /** Files of the lake that vanished take their unit's other sessions along: those are read again as well. */
    private void addLost(
            LakeCatalog catalog, Set<String> damaged, YearMonth month, SortedMap<LocalDate, SourceFile> pending) {
        Set<LocalDate> lost = new TreeSet<>();
        for (LocalDate session : catalog.sessions(dataset, Layer.BRONZE)) {
            if (YearMonth.from(session).equals(month)
                    && intact(catalog, damaged, session).isEmpty()) {
                lost.add(session);
            }
        }
        lost.removeAll(pending.keySet());
        if (lost.isEmpty()) {
            return;
        }
        SortedMap<LocalDate, SourceFile> found = source.files(dataset, range(month));
        for (LocalDate session : lost) {
            SourceFile file = found.get(session);
            if (file == null) {
                run.findings()
                        .add("[" + dataset + " " + session + "] a committed file is gone or damaged and the source"
                                + " no longer has the session; get its flat file again to restore it");
            } else {
                total++;
                pending.put(session, file);
            }
        }
    }

    /** Units with a session of the month whose files are not all there. */
    private Set<String> damaged(LakeCatalog catalog, YearMonth month) {
        Set<String> damaged = new TreeSet<>();
        catalog.missing(dataset, Layer.BRONZE, range(month))
                .forEach(lost -> damaged.add(lost.unit().unit()));
        return damaged;
    }

    private Optional<CommittedSession> intact(LakeCatalog catalog, Set<String> damaged, LocalDate session) {
        return catalog.session(dataset, Layer.BRONZE, session)
                .filter(state -> !damaged.contains(state.unit().unit()));
    }

    private static SessionRange range(YearMonth month) {
        return new SessionRange(month.atDay(1), month.atEndOfMonth());
    }

    private boolean needsSettling(YearMonth month, SortedMap<LocalDate, CommittedSession> kept) {
        long units = kept.values().stream()
                .map(state -> state.unit().unit())
                .distinct()
                .count();
        return units > 1 && isWhole(month, kept.keySet(), Set.of());
    }

    /** Whether a month can be written into the settled layout: every session of the calendar is there and has rows. */
    private boolean isWhole(YearMonth month, Set<LocalDate> kept, Set<LocalDate> pending) {
        boolean settles = settle != Settle.NEVER && (dataset.settles() || settle == Settle.SESSION);
        if (!settles || !dataset.layout().monthly()) {
            return false;
        }
        TradingCalendar calendar = run.context().calendar();
        return calendar.monthSessions(month).stream().allMatch(s -> kept.contains(s) || pending.contains(s));
    }

    /** Whether the new sessions of a month are written into the settled layout together, once a run. */
    private boolean settlesEachRun() {
        return settle == Settle.SESSION && dataset.layout().monthly() && dataset.layout() != PartitionLayout.MONTH;
    }

    private Placement sessionPlacement() {
        return switch (settle) {
            case NEVER -> Placement.SESSION;
            case SESSION -> Placement.SETTLED;
            case AUTO -> dataset.settles() ? Placement.AUTO : Placement.SESSION;
        };
    }

    /**
     * One group a session, or one of all where each run settles what it has. Sessions that the lake holds in one unit stay together: a unit is
     * replaced whole.
     */
    private List<SortedMap<LocalDate, SourceFile>> bySharedUnit(
            LakeCatalog catalog, Set<String> damaged, SortedMap<LocalDate, SourceFile> pending) {
        TreeMap<String, SortedMap<LocalDate, SourceFile>> groups = new TreeMap<>();
        pending.forEach((session, file) -> {
            Optional<LedgerEntry> shared = catalog.session(dataset, Layer.BRONZE, session)
                    .map(CommittedSession::unit)
                    .filter(unit -> unit.dates().size() > 1);
            boolean lost = shared.isPresent() && damaged.contains(shared.get().unit());
            if (lost && !pending.keySet().containsAll(shared.get().dates())) {
                run.findings()
                        .add("[" + dataset + " " + session + "] cannot restore a damaged unit: every session of "
                                + shared.get().dates() + " must be in the source, with a file that is not rejected");
            } else {
                String alone = settlesEachRun() ? "" : session.toString();
                String group =
                        shared.map(unit -> unit.dates().get(0).toString()).orElse(alone);
                groups.computeIfAbsent(group, key -> new TreeMap<>()).put(session, file);
            }
        });
        return List.copyOf(groups.values());
    }

    /** Sessions that share a unit with the one replaced, and so must be written again with it. */
    private SortedMap<LocalDate, CommittedSession> companions(
            LakeCatalog catalog, SortedMap<LocalDate, CommittedSession> kept, LocalDate session) {
        TreeMap<LocalDate, CommittedSession> companions = new TreeMap<>();
        catalog.session(dataset, Layer.BRONZE, session)
                .ifPresent(replaced -> kept.forEach((date, state) -> {
                    if (state.unit().unit().equals(replaced.unit().unit())) {
                        companions.put(date, state);
                    }
                }));
        return companions;
    }

    /** Sessions of one unit: those to be read from flat files, and those that the lake has. */
    private record Group(
            SortedMap<LocalDate, SourceFile> fresh, SortedMap<LocalDate, CommittedSession> kept, Placement placement) {
        Group without(Set<LocalDate> sessions) {
            TreeMap<LocalDate, SourceFile> left = new TreeMap<>(fresh);
            left.keySet().removeAll(sessions);
            return new Group(left, kept, placement);
        }
    }

    /** Commits units one after the other. Gives the sessions whose file was rejected, with nothing of their unit published. */
    private List<LocalDate> publish(List<Group> groups) {
        List<StagedUnits.Work> work = new ArrayList<>();
        groups.forEach(group -> work.add(
                new StagedUnits.Work(new BronzeUnit(run, dataset, group.fresh(), group.kept()), group.placement())));
        List<LocalDate> rejected = new ArrayList<>();
        Run.checkInterrupted();
        try (StagedUnits staged = new StagedUnits(run, work)) {
            for (int i = 0; i < groups.size(); i++) {
                Run.checkInterrupted();
                commit(work.get(i).unit(), groups.get(i).fresh(), staged.next()).ifPresent(rejected::add);
            }
        }
        return rejected;
    }

    private Optional<LocalDate> commit(BronzeUnit unit, SortedMap<LocalDate, SourceFile> fresh, StagedUnit staged) {
        Optional<StagedUnit.Rejected> rejected;
        try (staged) {
            rejected = staged.commit();
        }
        if (rejected.isPresent()) {
            SourceFile file = rejected.get().file();
            reports.add(Reports.rejected(file, rejected.get().message()));
            step(file.session().toString(), 0, file.size());
            return Optional.of(file.session());
        }
        unit.count();
        for (SourceFile file : fresh.values()) {
            SessionReport report = unit.report(file);
            reports.add(report);
            rows += report.published();
            bytes += file.size();
            done++;
            step(file.session().toString(), report.published(), file.size());
        }
        if (fresh.isEmpty()) {
            done++;
        }
        return Optional.empty();
    }

    private void step(String what, long stepRows, long stepBytes) {
        steps++;
        run.progress()
                .onProgress(new ProgressListener.Progress(
                        Stage.BRONZE, dataset, what, steps, Math.max(steps, total), stepRows, stepBytes));
    }
}
