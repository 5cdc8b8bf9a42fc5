package io.quantmini.storage.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.PartitionLayout;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/** Writes the rows of one unit where its placement wants them. Used once, by one thread. */
public final class UnitWriter {
    /** Sessions of a month and a few roots that sort into each other: more partitions are seldom open for a reason. */
    private static final int MAX_OPEN = 32;

    private final WriteRequest request;
    private final Unit unit;
    private final FileFormat format;
    private final BufferAllocator allocator;

    public UnitWriter(WriteRequest request, FileFormat format, BufferAllocator allocator) {
        this.request = request;
        this.unit = new Unit(request.dataset(), request.layer());
        this.format = format;
        this.allocator = allocator;
    }

    /** Drains the rows; the stream stays the caller's. */
    public List<StagedFile> write(BatchStream rows) {
        try (StagingArea staging = new StagingArea(request.staging(), rows.schema(), format)) {
            Files.createDirectories(request.staging());
            return switch (request.placement()) {
                case SESSION -> cut(rows, PartitionCut.oneSession(unit), staging);
                case SETTLED -> settle(rows, staging);
                case AUTO -> choose(rows, staging);
            };
        } catch (IOException e) {
            throw unit.fault(null, e.toString(), e);
        }
    }

    private List<StagedFile> settle(BatchStream rows, StagingArea staging) throws IOException {
        return cut(rows, PartitionCut.settled(unit), staging);
    }

    private List<StagedFile> cut(BatchStream rows, PartitionCut cut, StagingArea staging) throws IOException {
        UnitRows sorted = new UnitRows(rows, unit);
        try (PartitionFiles files = new PartitionFiles(staging, MAX_OPEN)) {
            while (sorted.advance()) {
                int from = 0;
                while (from < sorted.rows()) {
                    PartitionKey key = cut.of(sorted.columns(), from);
                    int to = cut.endOfRange(sorted.columns(), sorted.keys(), from);
                    files.append(key, sorted.batch(), from, to);
                    from = to;
                }
            }
            return files.finish(allocator);
        }
    }

    /** How many partitions the rows touch is known at their end: they go to one file, which stands or is cut up. */
    private List<StagedFile> choose(BatchStream rows, StagingArea staging) throws IOException {
        if (request.dataset().layout() == PartitionLayout.MONTH) {
            return settle(rows, staging);
        }
        UnitRows sorted = new UnitRows(rows, unit);
        TouchedPartitions touched = new TouchedPartitions(unit, request.maxPartitions());
        PartitionRun.Finished whole;
        try (PartitionRun run = new PartitionRun(staging.newFile())) {
            while (sorted.advance()) {
                touched.add(sorted.columns(), sorted.keys());
                run.append(sorted.batch(), 0, sorted.rows());
            }
            if (touched.none()) {
                return List.of();
            }
            whole = run.finish();
        }
        if (touched.tooMany()) {
            Disk.force(whole.path());
            return List.of(whole.stagedFor(touched.session()));
        }
        try (FileBatches again = FileBatches.open(whole.path(), allocator)) {
            List<StagedFile> files = settle(again, staging);
            Files.delete(whole.path());
            return files;
        }
    }
}
