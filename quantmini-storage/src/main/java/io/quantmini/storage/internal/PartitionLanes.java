package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;
import io.quantmini.stage.StagedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The files of a unit's partitions, encoded on several threads: each partition is in one lane for good, and the ranges of a batch are
 * written side by side, while nobody moves on to the next batch. What is in a file depends on its rows alone. The first lane is the
 * caller's thread.
 */
final class PartitionLanes implements AutoCloseable {
    /** Sessions of a month and a few roots that sort into each other: more partitions are seldom open for a reason. */
    private static final int MAX_OPEN = 32;

    private final List<Lane> lanes = new ArrayList<>();
    private final Map<PartitionKey, Lane> laneOf = new HashMap<>();
    private final @Nullable ExecutorService helpers;

    PartitionLanes(Path directory, Schema schema, FileFormat format, int threads) {
        for (int i = 0; i < threads; i++) {
            StagingArea staging = new StagingArea(directory, "lane-" + i + "-", schema, format);
            lanes.add(new Lane(staging, new PartitionFiles(staging, Math.max(1, MAX_OPEN / threads))));
        }
        helpers = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, PartitionLanes::helper);
    }

    /** Notes rows {@code from} to {@code to} of the batch that is written next. */
    void add(PartitionKey key, int from, int to) {
        Lane lane = laneOf.get(key);
        if (lane == null) {
            lane = lanes.get(laneOf.size() % lanes.size());
            laneOf.put(key, lane);
        }
        lane.ranges.add(new Range(key, from, to));
    }

    /** Writes the ranges that were noted. */
    void write(VectorSchemaRoot batch) throws IOException {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        for (Lane lane : lanes.subList(1, lanes.size())) {
            if (helpers != null && !lane.ranges.isEmpty()) {
                others.add(CompletableFuture.runAsync(() -> lane.writeAsTask(batch), helpers));
            }
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(others.toArray(CompletableFuture[]::new));
        try {
            lanes.get(0).write(batch);
        } catch (IOException | RuntimeException | Error e) {
            all.exceptionally(other -> null).join(); // the batch is still theirs
            throw e;
        }
        try {
            all.join();
        } catch (CompletionException e) {
            throw thrown(e);
        }
    }

    /** Finishes all files, one a partition, in path order. */
    List<StagedFile> finish(BufferAllocator allocator) throws IOException {
        List<StagedFile> files = new ArrayList<>();
        for (Lane lane : lanes) {
            files.addAll(lane.files.finish(allocator));
        }
        files.sort(Comparator.comparing(file -> file.file().path()));
        return files;
    }

    @Override
    public void close() throws IOException {
        if (helpers != null) {
            helpers.shutdown();
        }
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

    private static IOException thrown(CompletionException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof UncheckedIOException io) {
            return Objects.requireNonNull(io.getCause());
        }
        if (cause instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw failure;
    }

    private static Thread helper(Runnable work) {
        Thread thread = new Thread(work, "quantmini-encode");
        thread.setDaemon(true);
        return thread;
    }

    private record Range(PartitionKey key, int from, int to) {}

    /** Used by one thread at a time. */
    private static final class Lane {
        private final StagingArea staging;
        private final PartitionFiles files;
        private final List<Range> ranges = new ArrayList<>();

        Lane(StagingArea staging, PartitionFiles files) {
            this.staging = staging;
            this.files = files;
        }

        void write(VectorSchemaRoot batch) throws IOException {
            for (Range range : ranges) {
                files.append(range.key(), batch, range.from(), range.to());
            }
            ranges.clear();
        }

        void writeAsTask(VectorSchemaRoot batch) {
            try {
                write(batch);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
