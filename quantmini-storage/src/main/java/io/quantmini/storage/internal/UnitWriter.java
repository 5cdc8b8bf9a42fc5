package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.PartitionLayout;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;

/** Writes the rows of one unit, or of several beside each other, where the placement wants them. Used once. */
public final class UnitWriter {
    /** Sessions of a month and a few roots that sort into each other: more partitions are seldom open for a reason. */
    private static final int MAX_OPEN = 32;

    private final WriteRequest request;
    private final Unit unit;
    private final FileFormat format;
    private final int threads;
    private final BufferAllocator allocator;

    /**
     * @param threads that may encode files at the same time, the caller's among them
     */
    public UnitWriter(WriteRequest request, FileFormat format, int threads, BufferAllocator allocator) {
        this.request = request;
        this.unit = new Unit(request.dataset(), request.layer());
        this.format = format;
        this.threads = threads;
        this.allocator = allocator;
    }

    /** Drains the rows; the stream stays the caller's. */
    public List<StagedFile> write(BatchStream rows) {
        try {
            Files.createDirectories(request.staging());
            return switch (request.placement()) {
                case SESSION -> cut(rows, PartitionCut.sessions(unit, request.cuts()), makers(rows, false));
                case SETTLED -> settle(rows);
                case AUTO -> choose(rows);
            };
        } catch (IOException e) {
            throw unit.fault(null, e + "; check the disk and its space, then run again", e);
        }
    }

    private List<StagedFile> settle(BatchStream rows) throws IOException {
        boolean several = request.dataset().layout() != PartitionLayout.MONTH;
        return cut(rows, PartitionCut.settled(unit, request.cuts()), makers(rows, several));
    }

    /** Several files are encoded side by side, of a single one its columns. */
    private List<ColumnFileWriter.Factory> makers(BatchStream rows, boolean several) {
        return several || !request.cuts().isEmpty()
                ? Stream.generate(() -> maker(rows, 1)).limit(threads).toList()
                : List.of(maker(rows, threads));
    }

    /** Of each lane. A symbol's rows come together; underlyings' roots sort into each other, and so do their days. */
    private int openFiles(int lanes) {
        int units = request.cuts().size() + 1;
        int open = request.dataset().layout() == PartitionLayout.SYMBOL_MONTH ? 1 : Math.max(1, MAX_OPEN / lanes);
        return open + units - 1;
    }

    private ColumnFileWriter.Factory maker(BatchStream rows, int columnThreads) {
        return ColumnFileWriter.factory(request.staging().toString(), rows.schema(), format, columnThreads);
    }

    private List<StagedFile> cut(BatchStream rows, PartitionCut cut, List<ColumnFileWriter.Factory> makers)
            throws IOException {
        UnitRows sorted = new UnitRows(rows, unit);
        try (PartitionLanes files = new PartitionLanes(request.staging(), makers, openFiles(makers.size()))) {
            while (sorted.advance()) {
                int from = 0;
                while (from < sorted.rows()) {
                    Part key = cut.of(sorted.columns(), from);
                    int to = cut.endOfRange(sorted.columns(), sorted.keys(), from);
                    files.add(key, from, to);
                    from = to;
                }
                files.write(sorted.batch());
            }
            return files.finish(allocator);
        }
    }

    /** How many partitions the rows touch is known at their end: they go to one file, which stands or is cut up. */
    private List<StagedFile> choose(BatchStream rows) throws IOException {
        if (request.dataset().layout() == PartitionLayout.MONTH) {
            return settle(rows);
        }
        UnitRows sorted = new UnitRows(rows, unit);
        TouchedPartitions touched = new TouchedPartitions(unit, request.maxPartitions());
        PartitionRun.Finished whole;
        try (StagingArea staging = new StagingArea(request.staging(), "session-", maker(rows, threads));
                PartitionRun run = new PartitionRun(staging.newFile())) {
            while (sorted.advance()) {
                touched.add(sorted.columns(), sorted.keys());
                run.append(sorted.batch());
            }
            if (touched.none()) {
                return List.of();
            }
            whole = run.finish();
        }
        if (touched.tooMany()) {
            return List.of(whole.stagedFor(touched.session()));
        }
        try (FileBatches again = FileBatches.open(whole.path(), allocator)) {
            List<StagedFile> files = settle(again);
            Files.delete(whole.path());
            return files;
        }
    }
}
