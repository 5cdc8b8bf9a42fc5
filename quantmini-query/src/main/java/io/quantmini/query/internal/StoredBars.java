package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.MergedBatches;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.market.OptionTicker;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.PartitionReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Stored bars by the lake's own reader. Every file is sorted, so files are merged, or follow each other where they hold one
 * ticker at different times; the next ones are opened while one is read.
 */
final class StoredBars implements BatchStream {
    private final Readahead ahead;
    private final BatchStream rows;

    private StoredBars(Readahead ahead, BatchStream rows) {
        this.ahead = ahead;
        this.rows = rows;
    }

    /**
     * What reads files.
     *
     * @param root of the lake
     * @param reader of its files
     * @param workers that open files side by side
     */
    record Access(Path root, PartitionReader reader, Executor workers) {}

    /** The rows of at least one file, sorted by key and time. */
    static BatchStream open(WantedBars wanted, List<LakeFile> files, Access access, BufferAllocator allocator) {
        List<LakeFile> inTurn = files.stream().sorted(turns(wanted)).toList();
        List<Supplier<BatchStream>> sources = new ArrayList<>();
        for (LakeFile file : inTurn) {
            FileScan scan = new FileScan(
                    access.root(),
                    file,
                    StoredColumns.of(wanted.query()),
                    wanted.tickers(),
                    wanted.fromMicros(),
                    wanted.toMicros());
            sources.add(() -> access.reader().open(scan, allocator));
        }
        if (sources.size() == 1) {
            return sources.get(0).get();
        }
        Readahead ahead = new Readahead(
                sources.stream()
                        .map(source -> (Supplier<BatchStream>) () -> FirstBatch.of(source.get(), allocator))
                        .toList(),
                access.workers());
        try {
            return new StoredBars(ahead, inOrder(wanted, inTurn, ahead, allocator));
        } catch (RuntimeException e) {
            try {
                ahead.close();
            } catch (RuntimeException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** The order in which the rows of files come, so that none is opened long before its turn. */
    private static Comparator<LakeFile> turns(WantedBars wanted) {
        Comparator<LakeFile> byTime =
                Comparator.comparingLong(LakeFile::minTimeMicros).thenComparing(LakeFile::path);
        if (wanted.tickers().size() == 1) {
            return byTime;
        }
        boolean options = wanted.query().dataset().isOptions();
        Comparator<LakeFile> byKey = Comparator.comparing(
                file -> smallestKey(options, file), Comparator.nullsFirst(Comparator.naturalOrder()));
        return byKey.thenComparing(byTime);
    }

    private static BatchStream inOrder(
            WantedBars wanted, List<LakeFile> files, Readahead ahead, BufferAllocator allocator) {
        boolean options = wanted.query().dataset().isOptions();
        String key = BarSchema.keyColumn(wanted.query().dataset());
        List<Supplier<BatchStream>> parts = new ArrayList<>();
        int from = 0;
        while (from < files.size()) {
            int to = wanted.tickers().size() == 1 ? endOfOverlap(files, from) : files.size();
            List<MergedBatches.Input> inputs = new ArrayList<>();
            for (int i = from; i < to; i++) {
                int index = i;
                String smallest = smallestKey(options, files.get(i));
                inputs.add(new MergedBatches.Input(smallest, () -> ahead.take(index)));
            }
            int alone = from;
            parts.add(inputs.size() == 1 ? () -> ahead.take(alone) : () -> MergedBatches.open(key, inputs, allocator));
            from = to;
        }
        return Concatenated.of(parts);
    }

    /** The first file from which on all start later than those before end. */
    private static int endOfOverlap(List<LakeFile> files, int from) {
        long end = files.get(from).maxTimeMicros();
        int to = from + 1;
        while (to < files.size() && files.get(to).minTimeMicros() <= end) {
            end = Math.max(end, files.get(to).maxTimeMicros());
            to++;
        }
        return to;
    }

    @Override
    public Schema schema() {
        return rows.schema();
    }

    @Override
    public boolean advance() {
        return rows.advance();
    }

    @Override
    public VectorSchemaRoot batch() {
        return rows.batch();
    }

    @Override
    public void close() {
        try {
            rows.close();
        } finally {
            ahead.close();
        }
    }

    /** A key that no row of the file lies before, so that it is taken when its turn comes; null for none. */
    private static @Nullable String smallestKey(boolean options, LakeFile file) {
        PartitionKey partition = PartitionKey.parse(file.path());
        if (partition.isSession() || partition.value().isEmpty()) {
            return null;
        }
        return options ? OptionTicker.PREFIX + partition.value() : partition.value();
    }
}
