package io.quantmini.storage.internal;

import io.quantmini.stage.StagedFile;
import io.quantmini.storage.internal.page.EncodeThreads;
import io.quantmini.storage.internal.page.KeptRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The files of a unit's partitions, encoded on several threads: each part is in one lane for good, and the ranges of a batch are
 * written side by side, while nobody moves on to the next batch. What is in a file depends on its rows alone.
 */
final class PartitionLanes implements AutoCloseable {
    private final List<Lane> lanes = new ArrayList<>();
    private final Map<Part, Lane> laneOf = new HashMap<>();
    private final EncodeThreads threads;

    /**
     * Takes over the makers.
     *
     * @param makers of the files, one a lane
     * @param open files that a lane keeps open for more rows
     */
    PartitionLanes(Path directory, List<ColumnFileWriter.Factory> makers, int open) {
        for (ColumnFileWriter.Factory maker : makers) {
            StagingArea staging = new StagingArea(directory, "lane-" + lanes.size() + "-", maker);
            lanes.add(new Lane(staging, new PartitionFiles(staging, open)));
        }
        this.threads = new EncodeThreads(makers.size());
    }

    /** Notes rows {@code from} to {@code to} of the batch that is written next. */
    void add(Part key, int from, int to) {
        Lane lane = laneOf.get(key);
        if (lane == null) {
            lane = lanes.get(laneOf.size() % lanes.size());
            laneOf.put(key, lane);
        }
        lane.rows.computeIfAbsent(key, part -> new KeptRows()).add(from, to);
    }

    /** Writes the ranges that were noted. */
    void write(VectorSchemaRoot batch) throws IOException {
        List<EncodeThreads.Task> tasks = new ArrayList<>();
        for (Lane lane : lanes) {
            tasks.add(thread -> lane.write(batch));
        }
        threads.run(tasks);
    }

    /** Finishes all files, one a part, in path order. */
    List<StagedFile> finish(BufferAllocator allocator) throws IOException {
        List<EncodeThreads.Task> tasks = new ArrayList<>();
        for (Lane lane : lanes) {
            tasks.add(thread -> lane.finish(allocator));
        }
        threads.run(tasks);
        List<StagedFile> files = new ArrayList<>();
        for (Lane lane : lanes) {
            files.addAll(lane.finished);
        }
        files.sort(Comparator.comparing(file -> file.file().path()));
        return files;
    }

    @Override
    public void close() throws IOException {
        threads.close();
        IOException failure = null;
        for (Lane lane : lanes) {
            try {
                lane.files.close();
            } catch (IOException e) {
                failure = e;
            } finally {
                lane.staging.close();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Used by one thread at a time, not always the same one. */
    private static final class Lane {
        private final StagingArea staging;
        private final PartitionFiles files;
        /** Of the next batch, part by part: what goes to one file goes there at once. */
        private final Map<Part, KeptRows> rows = new LinkedHashMap<>();

        private List<StagedFile> finished = List.of();

        Lane(StagingArea staging, PartitionFiles files) {
            this.staging = staging;
            this.files = files;
        }

        void write(VectorSchemaRoot batch) throws IOException {
            for (Map.Entry<Part, KeptRows> part : rows.entrySet()) {
                files.append(part.getKey(), batch, part.getValue());
            }
            rows.clear();
        }

        void finish(BufferAllocator allocator) throws IOException {
            finished = files.finish(allocator);
        }
    }
}
