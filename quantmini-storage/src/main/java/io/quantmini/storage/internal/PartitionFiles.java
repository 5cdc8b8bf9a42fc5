package io.quantmini.storage.internal;

import io.quantmini.stage.StagedFile;
import io.quantmini.storage.internal.page.KeptRows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * The files of the parts that a sorted stream touches. Few are open at once: the one that waited longest is finished
 * when another is needed, and a part that comes back later gets a further file. Such files follow each other in
 * order, so that in the end they are read back and written as one: the bytes do not depend on what was open when.
 */
final class PartitionFiles implements AutoCloseable {
    private final StagingArea staging;
    private final int maxOpen;
    private final Map<Part, PartitionRun> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Part, List<PartitionRun.Finished>> finished = new HashMap<>();

    PartitionFiles(StagingArea staging, int maxOpen) {
        this.staging = staging;
        this.maxOpen = maxOpen;
    }

    void append(Part key, VectorSchemaRoot batch, KeptRows rows) throws IOException {
        PartitionRun run = open.get(key);
        if (run == null) {
            makeRoom();
            run = new PartitionRun(staging.newFile());
            open.put(key, run);
        }
        run.append(batch, rows);
    }

    /** Finishes all files, one a part. */
    List<StagedFile> finish(BufferAllocator allocator) throws IOException {
        while (!open.isEmpty()) {
            finishOldest();
        }
        List<StagedFile> files = new ArrayList<>();
        for (Map.Entry<Part, List<PartitionRun.Finished>> part : finished.entrySet()) {
            List<PartitionRun.Finished> runs = part.getValue();
            PartitionRun.Finished whole = runs.size() == 1 ? runs.get(0) : join(runs, allocator);
            files.add(whole.stagedFor(part.getKey().partition()));
        }
        finished.clear();
        return files;
    }

    /** Deletes what {@link #finish} has not given. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (PartitionRun.Finished run :
                finished.values().stream().flatMap(List::stream).toList()) {
            try {
                Files.deleteIfExists(run.path());
            } catch (IOException e) {
                failure = e;
            }
        }
        finished.clear();
        for (PartitionRun run : open.values()) {
            try {
                run.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }

    private void makeRoom() throws IOException {
        if (open.size() == maxOpen) {
            finishOldest();
        }
    }

    private void finishOldest() throws IOException {
        Iterator<Map.Entry<Part, PartitionRun>> oldest = open.entrySet().iterator();
        Map.Entry<Part, PartitionRun> entry = oldest.next();
        oldest.remove();
        try (PartitionRun run = entry.getValue()) {
            finished.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(run.finish());
        }
    }

    private PartitionRun.Finished join(List<PartitionRun.Finished> runs, BufferAllocator allocator) throws IOException {
        try (PartitionRun whole = new PartitionRun(staging.newFile())) {
            for (PartitionRun.Finished run : runs) {
                try (FileBatches rows = FileBatches.open(run.path(), allocator)) {
                    while (rows.advance()) {
                        whole.append(rows.batch());
                    }
                }
                Files.delete(run.path());
            }
            return whole.finish();
        }
    }
}
