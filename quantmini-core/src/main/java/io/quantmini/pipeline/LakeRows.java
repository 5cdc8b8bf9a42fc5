package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.MergedBatches;
import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.FileScan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Committed rows of one dataset and layer, as inputs of a merge. */
final class LakeRows {
    private static final long NANOS_PER_MICRO = 1_000;

    private final OpenLake open;
    private final Dataset dataset;
    private final Layer layer;
    private final List<String> columns;

    LakeRows(Run run, Dataset dataset, Layer layer) {
        this(run, dataset, layer, List.of());
    }

    /** Of these columns alone; none for all. */
    LakeRows(Run run, Dataset dataset, Layer layer, List<String> columns) {
        this(run.open(), dataset, layer, columns);
    }

    LakeRows(OpenLake open, Dataset dataset, Layer layer, List<String> columns) {
        this.open = open;
        this.dataset = dataset;
        this.layer = layer;
        this.columns = columns;
    }

    /** Everything committed, sorted by symbol or ticker, then time. */
    BatchStream all(BufferAllocator allocator) {
        return of(open.lake().catalog().files(dataset, layer), allocator);
    }

    /** The rows of these files, at least one, sorted by symbol or ticker, then time. */
    BatchStream of(List<LakeFile> files, BufferAllocator allocator) {
        List<MergedBatches.Input> inputs = new ArrayList<>();
        for (LakeFile file : files) {
            inputs.add(input(FileScan.all(open.lake().root(), file).select(columns), allocator));
        }
        return merge(inputs, allocator);
    }

    /** No rows, in the columns of that file. */
    BatchStream none(LakeFile file, BufferAllocator allocator) {
        FileScan nothing = new FileScan(open.lake().root(), file, columns, Set.of(), Long.MAX_VALUE, Long.MAX_VALUE);
        return scans(List.of(nothing), allocator);
    }

    /** The rows of these scans, at least one, sorted by symbol or ticker, then time. */
    BatchStream scans(List<FileScan> scans, BufferAllocator allocator) {
        return merge(scans.stream().map(scan -> input(scan, allocator)).toList(), allocator);
    }

    /** The rows of these sessions and no others of the units they are in. */
    List<MergedBatches.Input> sessions(SortedMap<LocalDate, CommittedSession> sessions, BufferAllocator allocator) {
        TreeMap<String, TreeSet<LocalDate>> byUnit = new TreeMap<>();
        Map<String, LedgerEntry> units = new HashMap<>();
        sessions.forEach((date, state) -> {
            units.put(state.unit().unit(), state.unit());
            byUnit.computeIfAbsent(state.unit().unit(), unit -> new TreeSet<>()).add(date);
        });
        LakeCatalog catalog = open.lake().catalog();
        List<MergedBatches.Input> inputs = new ArrayList<>();
        byUnit.forEach((id, wanted) -> {
            LedgerEntry unit = Objects.requireNonNull(units.get(id));
            for (long[] range : ranges(unit.dates(), wanted)) {
                for (LakeFile file : catalog.files(unit)) {
                    if (file.maxTimeMicros() >= range[0] && file.minTimeMicros() <= range[1]) {
                        inputs.add(input(
                                new FileScan(open.lake().root(), file, columns, Set.of(), range[0], range[1]),
                                allocator));
                    }
                }
            }
        });
        return inputs;
    }

    /** The rows of all inputs, sorted; a single one is given as it is. */
    BatchStream merge(List<MergedBatches.Input> inputs, BufferAllocator allocator) {
        return inputs.size() == 1
                ? inputs.get(0).source().get()
                : MergedBatches.open(BarSchema.keyColumn(dataset), inputs, allocator);
    }

    private MergedBatches.Input input(FileScan scan, BufferAllocator allocator) {
        return new MergedBatches.Input(
                smallestKey(PartitionKey.parse(scan.file().path())),
                () -> open.stages().reader().open(scan, allocator));
    }

    /** A key that no row of the partition lies before, so that its file is opened when its turn comes; null for none. */
    private @Nullable String smallestKey(PartitionKey partition) {
        if (partition.isSession() || partition.value().isEmpty()) {
            return null;
        }
        return dataset.isOptions() ? OptionTicker.PREFIX + partition.value() : partition.value();
    }

    /** Time ranges, in microseconds, that hold the wanted sessions and none of the unit's others. */
    private static List<long[]> ranges(Collection<LocalDate> unitSessions, Set<LocalDate> wanted) {
        List<long[]> ranges = new ArrayList<>();
        boolean open = false;
        for (LocalDate session : new TreeSet<>(unitSessions)) {
            if (!wanted.contains(session)) {
                open = false;
                continue;
            }
            long from = TradingCalendar.sessionStartNanos(session) / NANOS_PER_MICRO;
            long to = TradingCalendar.sessionEndNanos(session) / NANOS_PER_MICRO - 1;
            if (open) {
                ranges.get(ranges.size() - 1)[1] = to;
            } else {
                ranges.add(new long[] {from, to});
                open = true;
            }
        }
        return ranges;
    }
}
