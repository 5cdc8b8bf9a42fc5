package io.quantmini.admission;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Runs of rows in files of one directory, two at most at a time; no file while there are no runs. */
final class SpilledRuns implements AutoCloseable {
    private final Path directory;
    private final SortSpace space;
    private final ArrowBuf output;
    private @Nullable SpillFile file;

    SpilledRuns(Path directory, SortSpace space, BufferAllocator allocator) {
        this.directory = directory;
        this.space = space;
        this.output = allocator.buffer(space.blockBytes());
    }

    boolean isEmpty() {
        return file == null;
    }

    /** Writes one more run. */
    void write(RowRun rows) {
        SpillFile target = file;
        if (target == null) {
            target = SpillFile.create(directory, space.blockBytes());
            file = target;
        }
        target.write(rows, outputBlock());
    }

    /** All rows as one run, read in the memory of a segment: pass by pass when there are more runs than it has blocks. */
    RowRun merged(RowSegment memory) {
        SpillFile source = file;
        if (source == null) {
            return new RowMerge(List.of());
        }
        while (source.runs().size() > space.fanIn()) {
            source = pass(source, memory);
        }
        return merged(source, source.runs(), memory);
    }

    private SpillFile pass(SpillFile source, RowSegment memory) {
        try (source) {
            SpillFile target = SpillFile.create(directory, space.blockBytes());
            file = target;
            List<SpillFile.Run> runs = source.runs();
            for (int from = 0; from < runs.size(); from += space.fanIn()) {
                int to = Math.min(runs.size(), from + space.fanIn());
                target.write(merged(source, runs.subList(from, to), memory), outputBlock());
            }
            return target;
        }
    }

    private RowRun merged(SpillFile source, List<SpillFile.Run> runs, RowSegment memory) {
        List<RowRun> merged = new ArrayList<>();
        for (SpillFile.Run run : runs) {
            ByteBuffer block = memory.slice(merged.size() * space.blockBytes(), space.blockBytes());
            merged.add(new SpilledRun(source, run, block));
        }
        return new RowMerge(merged);
    }

    private ByteBuffer outputBlock() {
        return output.nioBuffer(0, space.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        try (output) {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }
}
