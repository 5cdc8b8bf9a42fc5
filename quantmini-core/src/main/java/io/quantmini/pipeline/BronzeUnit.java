package io.quantmini.pipeline;

import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmissionTally;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.admission.IngestException;
import io.quantmini.admission.UnsortedFileException;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.MergedBatches;
import io.quantmini.lake.Commit;
import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.DerivedFile;
import io.quantmini.lake.LakePaths;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.StagedUnit.Rejected;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One commit of bronze: sessions read from flat files, merged with sessions the lake has already. Used once.
 */
final class BronzeUnit {
    private final Run run;
    private final Dataset dataset;
    private final SortedMap<LocalDate, SourceFile> fresh;
    private final SortedMap<LocalDate, CommittedSession> kept;
    private final Set<LocalDate> unsorted = new HashSet<>();
    private final Map<LocalDate, AdmissionTally> tallies = new LinkedHashMap<>();
    private @Nullable UnitStats stats;

    BronzeUnit(
            Run run,
            Dataset dataset,
            SortedMap<LocalDate, SourceFile> fresh,
            SortedMap<LocalDate, CommittedSession> kept) {
        this.run = run;
        this.dataset = dataset;
        this.fresh = fresh;
        this.kept = kept;
    }

    /** Reads and writes everything; a file out of order is read once more in sorted mode, a bad file ends the attempt. */
    StagedUnit stage(Staging how) {
        while (true) {
            Attempt attempt = new Attempt(how);
            try {
                return attempt.run();
            } catch (UnsortedFileException e) {
                LocalDate session = attempt.failed(e);
                if (!unsorted.add(session)) {
                    throw e;
                }
            } catch (IngestException e) {
                SourceFile file = Objects.requireNonNull(fresh.get(attempt.failed(e)));
                return StagedUnit.of(new Rejected(file, Objects.requireNonNull(e.getMessage())), this::reject);
            }
        }
    }

    private void reject(Rejected rejected) {
        SourceFile file = rejected.file();
        String inputs = Inputs.digest(Inputs.line(file.session(), file.key(), file.size(), file.crc32()) + file.etag());
        UnitSpec spec =
                new UnitSpec(LedgerOp.REJECT, dataset, Layer.BRONZE, List.of(file.session()), inputs, null, List.of());
        try (Commit commit = run.writer().begin(spec)) {
            commit.reject(List.of(entry(file, null)), rejected.message());
        }
    }

    /** Tells the run of the bars that were written, once they are committed. */
    void count() {
        run.counted().put(spec().unit(), Objects.requireNonNull(stats));
    }

    SessionReport report(SourceFile file) {
        return Reports.accepted(
                file,
                Objects.requireNonNull(tallies.get(file.session())),
                run.context().calendar());
    }

    private SessionEntry entry(SourceFile file, @Nullable AdmissionTally tally) {
        return new SessionEntry(
                file.session(),
                file.key(),
                file.size(),
                file.etag(),
                file.crc32(),
                tally == null ? 0 : tally.read(),
                tally == null ? 0 : tally.published(),
                tally == null ? 0 : tally.quarantined(),
                tally == null ? 0 : tally.duplicates(),
                tally == null ? 0 : tally.blank());
    }

    /** One try at reading and writing everything. */
    private final class Attempt {
        private final Staging how;
        private final Map<LocalDate, AdmittedStream> admitted = new LinkedHashMap<>();
        private @Nullable LocalDate failing;

        Attempt(Staging how) {
            this.how = how;
        }

        StagedUnit run() {
            Commit commit = run.writer().begin(spec());
            try {
                List<StagedFile> files = write(commit.staging());
                return StagedUnit.of(commit, () -> publish(commit, files));
            } catch (RuntimeException | Error e) {
                try (commit) {
                    throw e;
                }
            }
        }

        private void publish(Commit commit, List<StagedFile> files) {
            BronzeUnit.this.run.announce(Stage.BRONZE, commit, files);
            commit.publish(entries(), files, quarantine(commit.staging()));
        }

        private List<StagedFile> write(Path staging) {
            makeDirectory(quarantineDirectory(staging));
            WriteRequest request = new WriteRequest(
                    dataset,
                    Layer.BRONZE,
                    how.placement(),
                    WriteRequest.DEFAULT_MAX_PARTITIONS,
                    staging.resolve("files"));
            try (BufferAllocator allocator =
                            run.context().allocator().newChildAllocator("bronze", 0, how.memoryBytes());
                    BatchStream rows = merged(staging, allocator)) {
                UnitStats counted = new UnitStats(dataset);
                List<StagedFile> files =
                        run.stages().writer().write(request, new CountedRows(rows, counted), allocator);
                stats = counted;
                admitted.forEach((session, stream) -> tallies.put(session, stream.tally()));
                return files;
            }
        }

        /** The session whose stream threw; an error of anything else is passed on. */
        LocalDate failed(RuntimeException failure) {
            LocalDate session = failing;
            if (session == null) {
                throw failure;
            }
            return session;
        }

        private BatchStream merged(Path staging, BufferAllocator allocator) {
            LakeRows lake = new LakeRows(run, dataset, Layer.BRONZE);
            List<MergedBatches.Input> inputs = new ArrayList<>();
            for (SourceFile file : fresh.values()) {
                inputs.add(MergedBatches.Input.of(() -> new Watched(file.session(), open(file, staging, allocator))));
            }
            inputs.addAll(lake.sessions(kept, allocator));
            return lake.merge(inputs, allocator);
        }

        private AdmittedStream open(SourceFile file, Path staging, BufferAllocator allocator) {
            AdmissionRequest request = AdmissionRequest.of(
                            file.path(), dataset, file.session(), quarantineFile(staging, file.session()))
                    .withLimits(run.context().config().limits())
                    .withSpill(run.lake().paths().chunks());
            try {
                AdmittedStream stream = Admission.open(
                        run.stages().ingestor(),
                        unsorted.contains(file.session()) ? request.inSortedMode() : request,
                        allocator);
                admitted.put(file.session(), stream);
                return stream;
            } catch (IngestException e) {
                failing = file.session();
                throw e;
            }
        }

        /** A stream that remembers that it was the one that threw. */
        private final class Watched implements BatchStream {
            private final LocalDate session;
            private final BatchStream stream;

            Watched(LocalDate session, BatchStream stream) {
                this.session = session;
                this.stream = stream;
            }

            @Override
            public Schema schema() {
                return stream.schema();
            }

            @Override
            public boolean advance() {
                if (how.stopped().getAsBoolean()) {
                    throw new PipelineInterruptedException();
                }
                try {
                    return stream.advance();
                } catch (IngestException | UnsortedFileException e) {
                    failing = session;
                    throw e;
                }
            }

            @Override
            public VectorSchemaRoot batch() {
                return stream.batch();
            }

            @Override
            public void close() {
                stream.close();
            }
        }
    }

    private UnitSpec spec() {
        Set<LocalDate> dates = new TreeSet<>(fresh.keySet());
        dates.addAll(kept.keySet());
        StringBuilder inputs = new StringBuilder();
        Set<String> superseded = new TreeSet<>();
        for (LocalDate date : dates) {
            SourceFile file = fresh.get(date);
            if (file != null) {
                inputs.append(Inputs.line(date, file.key(), file.size(), file.crc32()));
            } else {
                SessionEntry entry = Objects.requireNonNull(kept.get(date)).entry();
                inputs.append(Inputs.line(date, entry.key(), entry.size(), entry.crc32()));
            }
            run.lake()
                    .catalog()
                    .session(dataset, Layer.BRONZE, date)
                    .ifPresent(state -> superseded.add(state.unit().unit()));
        }
        return new UnitSpec(
                fresh.isEmpty() ? LedgerOp.SETTLE : LedgerOp.PUBLISH,
                dataset,
                Layer.BRONZE,
                List.copyOf(dates),
                Inputs.digest(inputs),
                null,
                List.copyOf(superseded));
    }

    private List<SessionEntry> entries() {
        TreeMap<LocalDate, SessionEntry> entries = new TreeMap<>();
        kept.forEach((date, state) -> entries.put(date, state.entry()));
        fresh.forEach((date, file) -> entries.put(date, entry(file, tallies.get(date))));
        return List.copyOf(entries.values());
    }

    private List<DerivedFile> quarantine(Path staging) {
        List<DerivedFile> derived = new ArrayList<>();
        for (LocalDate session : fresh.keySet()) {
            Path staged = quarantineFile(staging, session);
            derived.add(
                    new DerivedFile(LakePaths.quarantineFile(dataset, session), Files.exists(staged) ? staged : null));
        }
        return derived;
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new SourceException(
                    directory.toString(),
                    "cannot stage quarantined rows: " + e + "; check the disk and its space, then run again",
                    e);
        }
    }

    private static Path quarantineFile(Path staging, LocalDate session) {
        return quarantineDirectory(staging).resolve(session + ".ndjson.gz");
    }

    private static Path quarantineDirectory(Path staging) {
        return staging.resolve("quarantine");
    }
}
