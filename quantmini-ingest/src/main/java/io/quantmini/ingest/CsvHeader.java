package io.quantmini.ingest;

import io.quantmini.admission.FileFault;
import io.quantmini.admission.IngestException;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.RowFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Which field of a record holds which column, from the first line of the file. Names must match exactly.
 *
 * @param fields of each record
 * @param extra names nobody asked for, in file order
 */
record CsvHeader(
        int ticker,
        int volume,
        int open,
        int close,
        int high,
        int low,
        int windowStart,
        int transactions,
        int fields,
        List<String> extra) {
    private static final List<String> COLUMNS =
            BarSchema.candidate().getFields().stream().map(Field::getName).toList();

    /** Reads the first record as the header. When it is none but the gzip stream is unsound as well, that is the error. */
    static CsvHeader read(RecordReader records) {
        try {
            return parse(records);
        } catch (IngestException e) {
            records.drain();
            throw e;
        }
    }

    private static CsvHeader parse(RecordReader records) {
        List<String> names = names(records);
        if (names.stream().noneMatch(COLUMNS::contains)) {
            throw new IngestException(
                    FileFault.NO_HEADER,
                    records.position(),
                    "cannot read the header: expected " + String.join(",", COLUMNS) + ", got none of these names");
        }
        for (String column : COLUMNS) {
            check(column, names, records);
        }
        List<String> extra = new ArrayList<>(names);
        extra.removeAll(COLUMNS);
        return new CsvHeader(
                names.indexOf(BarSchema.TICKER),
                names.indexOf(BarSchema.VOLUME),
                names.indexOf(BarSchema.OPEN),
                names.indexOf(BarSchema.CLOSE),
                names.indexOf(BarSchema.HIGH),
                names.indexOf(BarSchema.LOW),
                names.indexOf(BarSchema.WINDOW_START),
                names.indexOf(BarSchema.TRANSACTIONS),
                names.size(),
                List.copyOf(extra));
    }

    /** Whether the columns are the vendor's, in its order, and no others. */
    boolean isVendors() {
        return fields == COLUMNS.size()
                && ticker == 0
                && volume == 1
                && open == 2
                && close == 3
                && high == 4
                && low == 5
                && windowStart == 6
                && transactions == 7;
    }

    private static List<String> names(RecordReader records) {
        if (!records.next()) {
            throw new IngestException(
                    FileFault.NO_HEADER,
                    records.position(),
                    "cannot read the header: expected a line of column names, got an empty file");
        }
        RowFault fault = records.fault();
        if (fault != null) {
            throw new IngestException(
                    FileFault.NO_HEADER,
                    records.position(),
                    "cannot read the header: expected a line of column names, got one with " + fault.reason());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
            int from = records.from(i);
            String name = new String(records.buffer(), from, records.to(i) - from, StandardCharsets.UTF_8);
            names.add(name.replace("\"\"", "\""));
        }
        return names;
    }

    /** One name, spelled right, and none that differs in case or spaces only. */
    private static void check(String column, List<String> names, RecordReader records) {
        List<String> alike = names.stream()
                .filter(name -> name.strip().toLowerCase(Locale.ROOT).equals(column))
                .toList();
        if (!alike.contains(column)) {
            throw new IngestException(
                    FileFault.MISSING_COLUMN,
                    records.position(),
                    "cannot find column " + column + ": expected the name in the header, got "
                            + (alike.isEmpty() ? "none like it" : "\"" + alike.get(0) + "\""));
        }
        if (alike.size() > 1) {
            throw new IngestException(
                    FileFault.REPEATED_COLUMN,
                    records.position(),
                    "cannot choose column " + column + ": expected the name once in the header, got " + alike);
        }
    }
}
