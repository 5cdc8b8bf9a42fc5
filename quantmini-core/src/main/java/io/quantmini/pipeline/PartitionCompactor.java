package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.batch.BatchStream;
import io.quantmini.lake.Commit;
import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LakeWriter;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.PartitionException;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Merges the files of bronze partitions that have several: those of a month that is not complete, whose sessions came by
 * themselves and touch few partitions. Afterwards each has one, which no month of any dataset makes larger than is good to
 * read; with nothing left to merge, a run does nothing. Session files stay: they are one a partition already, and so is
 * silver. A month is one commit, made only when the merged rows, read back, are the rows there were.
 */
public final class PartitionCompactor {
    private final Run run;
    private final List<CompactionReport.Month> months = new ArrayList<>();

    private PartitionCompactor(Run run) {
        this.run = run;
    }

    /**
     * See {@code Quantmini.compact}.
     *
     * @throws PartitionException when merged rows are not those that were merged; the lake is then as it was
     */
    public static CompactionReport run(QuantminiContext context, Lake lake, CompactionRequest request) {
        List<String> findings = new ArrayList<>();
        PartitionWriter given = request.writer();
        try (LakeWriter writer = lake.openForWriting();
                Stages stages = new Stages(
                        context, given == null ? Map.of() : Map.of(PartitionWriter.class, given), Map.of())) {
            Run run = new Run(context, lake, writer, stages, request.progress(), findings, new HashMap<>());
            PartitionCompactor compactor = new PartitionCompactor(run);
            request.datasets().forEach(compactor::compact);
            return new CompactionReport(compactor.months, findings);
        }
    }

    private void compact(Dataset dataset) {
        LakeCatalog catalog = run.lake().catalog();
        SortedMap<YearMonth, Collection<LedgerEntry>> scattered = scattered(catalog, dataset);
        int done = 0;
        for (Map.Entry<YearMonth, Collection<LedgerEntry>> month : scattered.entrySet()) {
            Run.checkInterrupted();
            long rows = 0;
            long bytes = 0;
            if (isWhole(catalog, dataset, month.getKey())) {
                List<LakeFile> files = new ArrayList<>();
                month.getValue().forEach(unit -> files.addAll(catalog.files(unit)));
                CompactionReport.Month merged = merge(dataset, month.getKey(), month.getValue(), files);
                months.add(merged);
                rows = merged.rows();
                bytes = files.stream().mapToLong(LakeFile::bytes).sum();
            }
            done++;
            run.progress()
                    .onProgress(new ProgressListener.Progress(
                            Stage.BRONZE, dataset, month.getKey().toString(), done, scattered.size(), rows, bytes));
        }
    }

    /** By month, the units that share a partition with another one. A month of one unit, settled, is not looked at. */
    private static SortedMap<YearMonth, Collection<LedgerEntry>> scattered(LakeCatalog catalog, Dataset dataset) {
        SortedMap<YearMonth, List<LedgerEntry>> units = new TreeMap<>();
        for (LedgerEntry unit : catalog.units()) {
            if (unit.layer() == Layer.BRONZE && unit.dataset().equals(dataset.name())) {
                units.computeIfAbsent(YearMonth.from(unit.dates().get(0)), month -> new ArrayList<>())
                        .add(unit);
            }
        }
        SortedMap<YearMonth, Collection<LedgerEntry>> scattered = new TreeMap<>();
        units.forEach((month, members) -> {
            Collection<LedgerEntry> sharing = sharing(catalog, members);
            if (!sharing.isEmpty()) {
                scattered.put(month, sharing);
            }
        });
        return scattered;
    }

    private static Collection<LedgerEntry> sharing(LakeCatalog catalog, List<LedgerEntry> units) {
        Map<String, LedgerEntry> sharing = new TreeMap<>();
        if (units.size() > 1) {
            Map<PartitionKey, LedgerEntry> first = new HashMap<>();
            for (LedgerEntry unit : units) {
                for (LakeFile file : catalog.files(unit)) {
                    LedgerEntry other = first.putIfAbsent(PartitionKey.parse(file.path()), unit);
                    if (other != null && !other.unit().equals(unit.unit())) {
                        sharing.put(other.unit(), other);
                        sharing.put(unit.unit(), unit);
                    }
                }
            }
        }
        return sharing.values();
    }

    private boolean isWhole(LakeCatalog catalog, Dataset dataset, YearMonth month) {
        SessionRange range = new SessionRange(month.atDay(1), month.atEndOfMonth());
        boolean whole = catalog.missing(dataset, Layer.BRONZE, range).isEmpty();
        if (!whole) {
            run.findings()
                    .add("[" + dataset + " " + month + "] cannot compact: a file is gone or damaged; ingest its"
                            + " sessions again");
        }
        return whole;
    }

    private CompactionReport.Month merge(
            Dataset dataset, YearMonth month, Collection<LedgerEntry> units, List<LakeFile> files) {
        TreeMap<LocalDate, CommittedSession> sessions = new TreeMap<>();
        for (LedgerEntry unit : units) {
            unit.sessions().forEach(entry -> sessions.put(entry.date(), new CommittedSession(unit, entry)));
        }
        try (Commit commit = run.writer().begin(spec(dataset, sessions));
                BufferAllocator allocator = run.context().allocator().newChildAllocator("compact", 0, Long.MAX_VALUE)) {
            WriteRequest write = new WriteRequest(
                    dataset,
                    Layer.BRONZE,
                    Placement.SETTLED,
                    WriteRequest.DEFAULT_MAX_PARTITIONS,
                    commit.staging().resolve("files"));
            LakeRows rows = new LakeRows(run, dataset, Layer.BRONZE);
            List<StagedFile> merged;
            try (BatchStream stream = rows.merge(rows.sessions(sessions, allocator), allocator)) {
                merged = run.stages().writer().write(write, stream, allocator);
            }
            RowDigest before = digest(files, allocator);
            RowDigest after =
                    digest(merged.stream().map(PartitionCompactor::inPlace).toList(), allocator);
            if (!after.equals(before)) {
                throw new PartitionException(
                        "bronze/" + dataset + " " + month,
                        null,
                        "cannot compact: expected " + before + " as there were, got " + after
                                + "; nothing was changed, check the memory and the disk of this machine",
                        null);
            }
            List<SessionEntry> entries =
                    sessions.values().stream().map(CommittedSession::entry).toList();
            run.announce(Stage.BRONZE, commit, merged);
            commit.publish(entries, merged, List.of());
            return new CompactionReport.Month(dataset, month, files.size(), merged.size(), before.rows());
        }
    }

    /** Named by its flat files, as any unit of bronze: a pipeline that reads the same ones finds them in the lake. */
    private static UnitSpec spec(Dataset dataset, SortedMap<LocalDate, CommittedSession> sessions) {
        StringBuilder inputs = new StringBuilder();
        TreeSet<String> superseded = new TreeSet<>();
        sessions.forEach((date, session) -> {
            SessionEntry entry = session.entry();
            inputs.append(Inputs.line(date, entry.key(), entry.size(), entry.crc32()));
            superseded.add(session.unit().unit());
        });
        return new UnitSpec(
                LedgerOp.COMPACT,
                dataset,
                Layer.BRONZE,
                List.copyOf(sessions.keySet()),
                Inputs.digest(inputs),
                null,
                List.copyOf(superseded));
    }

    private RowDigest digest(List<LakeFile> files, BufferAllocator allocator) {
        RowDigest digest = RowDigest.NONE;
        for (LakeFile file : files) {
            try (BatchStream rows =
                    run.stages().reader().open(FileScan.all(run.lake().root(), file), allocator)) {
                digest = digest.plus(rows);
            }
        }
        return digest;
    }

    /** A staged file as if it were committed where it is. */
    private static LakeFile inPlace(StagedFile staged) {
        LakeFile file = staged.file();
        return new LakeFile(
                staged.staged().toAbsolutePath().toString(),
                file.bytes(),
                file.rows(),
                file.crc32c(),
                file.minTimeMicros(),
                file.maxTimeMicros());
    }
}
