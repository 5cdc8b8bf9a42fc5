package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.SingleBatch;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.BarSource;
import io.quantmini.stage.FileScan;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Committed bronze bars of a range of sessions. {@link #files} may hold rows of other sessions; {@link #open} gives none.
 *
 * @param open lake
 * @param dataset of the bars
 * @param lakeFiles that can hold rows of the range
 * @param range of sessions, not empty
 */
record LakeBars(OpenLake open, Dataset dataset, List<LakeFile> lakeFiles, SessionRange range) implements BarSource {
    private static final long NANOS_PER_MICRO = 1_000;

    LakeBars {
        lakeFiles = List.copyOf(lakeFiles);
    }

    @Override
    public boolean isEmpty() {
        return lakeFiles.isEmpty();
    }

    @Override
    public List<Path> files() {
        return lakeFiles.stream().map(open.lake()::verified).toList();
    }

    @Override
    public BatchStream open(List<String> columns, Set<String> symbols, BufferAllocator allocator) {
        long from = TradingCalendar.sessionStartNanos(range.from()) / NANOS_PER_MICRO;
        long to = TradingCalendar.sessionEndNanos(range.to()) / NANOS_PER_MICRO - 1;
        Set<String> partitions = partitions(symbols);
        List<FileScan> scans = lakeFiles.stream()
                .filter(file -> file.maxTimeMicros() >= from && file.minTimeMicros() <= to)
                .filter(file -> partitions.isEmpty() || canHold(file, partitions))
                .map(file -> new FileScan(open.lake().root(), file, columns, symbols, from, to))
                .toList();
        return scans.isEmpty()
                ? new SingleBatch(VectorSchemaRoot.create(schema(columns), allocator))
                : new LakeRows(open, dataset, Layer.BRONZE, columns).scans(scans, allocator);
    }

    /** Names of partitions that hold these symbols where partitions have names. */
    private Set<String> partitions(Set<String> symbols) {
        return dataset.isOptions()
                ? symbols.stream()
                        .map(ticker -> OptionTicker.parse(ticker).underlying())
                        .collect(Collectors.toSet())
                : symbols;
    }

    private static boolean canHold(LakeFile file, Set<String> partitions) {
        PartitionKey key = PartitionKey.parse(file.path());
        return key.isSession() || key.value().isEmpty() || partitions.contains(key.value());
    }

    private Schema schema(List<String> columns) {
        Schema bronze = BarSchema.bronze(dataset);
        List<Field> wanted = columns.isEmpty()
                ? bronze.getFields()
                : columns.stream().map(bronze::findField).toList();
        return new Schema(wanted);
    }
}
