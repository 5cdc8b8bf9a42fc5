package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.MergedBatches;
import io.quantmini.feature.BarFields;
import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.QlibRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/** The Qlib directory of one dataset of a lake, and what it should hold. Options become one series an underlying, and contracts as asked for. */
final class GoldDirectory {
    private static final List<String> CONTRACT_FIELDS = List.of(
            BarSchema.OPEN,
            BarSchema.HIGH,
            BarSchema.LOW,
            BarSchema.CLOSE,
            BarSchema.VOLUME,
            "implied_volatility",
            "delta",
            "gamma",
            "theta",
            "vega");

    private final OpenLake open;
    private final Dataset dataset;
    private final GoldSelection selection;

    GoldDirectory(OpenLake open, Dataset dataset, GoldSelection selection) {
        this.open = open;
        this.dataset = dataset;
        this.selection = selection;
    }

    /** Whether a Qlib directory is made of the dataset: there is none of option minutes. */
    static boolean makes(Dataset dataset) {
        return !(dataset.isOptions() && dataset.isMinute());
    }

    static String name(Dataset dataset) {
        return dataset.isOptions() ? "options" : dataset.name();
    }

    Path path() {
        return open.lake().paths().gold().resolve("qlib").resolve(name(dataset));
    }

    /** What the directory holds once it is up to date with silver as it is now; null when there is no silver. */
    @Nullable
    QlibRequest request(SecurityMap securities, BufferAllocator allocator) {
        LakeCatalog catalog = open.lake().catalog();
        List<LocalDate> sessions = catalog.sessions(dataset, Layer.SILVER);
        if (sessions.isEmpty()) {
            return null;
        }
        TreeMap<LocalDate, CommittedSession> states = new TreeMap<>();
        for (LocalDate session : sessions) {
            catalog.session(dataset, Layer.SILVER, session).ifPresent(state -> states.put(session, state));
        }
        TreeMap<LocalDate, String> digests = new TreeMap<>();
        states.forEach((session, state) -> digests.put(session, digest(state)));
        List<LakeFile> files = catalog.files(dataset, Layer.SILVER);
        return QlibRequest.builder(path(), dataset)
                .contracts(contracts(files, allocator))
                .fields(selection.fieldsOf(dataset))
                .mode(selection.mode())
                .securities(securities)
                .indexes(ExternalIndexes.read(open.lake().paths().external()))
                .build(
                        open.context().calendar(),
                        new SessionRange(sessions.get(0), sessions.get(sessions.size() - 1)),
                        new QlibRequest.Input(digests, range -> open(states, files, range, allocator)));
    }

    /** The rows of the sessions in the range; all of them from the files as they are. */
    private BatchStream open(
            NavigableMap<LocalDate, CommittedSession> states,
            List<LakeFile> files,
            SessionRange range,
            BufferAllocator allocator) {
        LakeRows rows = new LakeRows(open, dataset, Layer.SILVER, columns(files.get(0), allocator));
        if (range.contains(states.firstKey()) && range.contains(states.lastKey())) {
            return rows.of(files, allocator);
        }
        List<MergedBatches.Input> inputs =
                rows.sessions(states.subMap(range.from(), true, range.to(), true), allocator);
        return inputs.isEmpty() ? rows.none(files.get(0), allocator) : rows.merge(inputs, allocator);
    }

    /** The columns that are looked at; all where a field is none of numbers, so that the writer can say which there are. */
    private List<String> columns(LakeFile any, BufferAllocator allocator) {
        if (dataset.isOptions()) {
            return List.of();
        }
        Set<String> numbers = new LinkedHashSet<>(List.of(BarSchema.CLOSE, BarFields.FACTOR));
        numbers.addAll(selection.fieldsOf(dataset));
        numbers.remove(QlibRequest.CHANGE);
        if (!numbers(any, allocator).containsAll(numbers)) {
            return List.of();
        }
        return Stream.concat(Stream.of(BarSchema.SYMBOL, BarSchema.DATE, BarSchema.TIMESTAMP), numbers.stream())
                .toList();
    }

    /** The names of silver's columns of numbers: all files have the same. */
    private List<String> numbers(LakeFile any, BufferAllocator allocator) {
        FileScan scan = FileScan.all(open.lake().root(), any);
        try (BatchStream rows = open.stages().reader().open(scan, allocator)) {
            return rows.schema().getFields().stream()
                    .filter(field -> field.getType() instanceof ArrowType.FloatingPoint
                            || field.getType() instanceof ArrowType.Int)
                    .map(Field::getName)
                    .toList();
        }
    }

    /** A unit that was made before its sessions had digests of their own stands for each of them. */
    private static String digest(CommittedSession session) {
        String own = session.entry().etag();
        return own.isEmpty() ? session.unit().unit() : own;
    }

    /** Those of the selection, with the fields that silver has a column for. */
    private QlibRequest.Contracts contracts(List<LakeFile> files, BufferAllocator allocator) {
        if (!dataset.isOptions() || selection.contracts().isEmpty()) {
            return QlibRequest.Contracts.NONE;
        }
        List<String> columns = numbers(files.get(0), allocator);
        return new QlibRequest.Contracts(
                selection.contracts(),
                CONTRACT_FIELDS.stream().filter(columns::contains).toList());
    }
}
