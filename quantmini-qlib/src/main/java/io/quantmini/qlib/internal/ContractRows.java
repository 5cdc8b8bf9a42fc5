package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibName;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.stage.QlibRequest;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Turns rows of the contracts asked for into an instrument each, values as they are. Not thread-safe. */
final class ContractRows {
    private final QlibRequest request;
    private final Instruments build;
    private final Columns columns;
    private final List<String> fields;
    private final int[] positions;
    private final Columns.NumberColumn[] values;
    private final Series series;
    private String ticker = "";
    private boolean wanted;

    ContractRows(QlibRequest request, Instruments build, Columns columns) {
        this.request = request;
        this.build = build;
        this.columns = columns;
        this.fields = request.contracts().fields();
        this.positions = fields.stream().mapToInt(columns::require).toArray();
        this.values = new Columns.NumberColumn[positions.length];
        this.series = new Series(Math.max(1, fields.size()), false);
    }

    /** Reads from a batch until the next call. */
    void bind(VectorSchemaRoot batch) {
        for (int field = 0; field < positions.length; field++) {
            values[field] = columns.number(batch, positions[field]);
        }
    }

    /** The rows of a contract begin. */
    void begin(String contract, String underlying) throws IOException {
        finish();
        ticker = contract;
        wanted = request.contracts().underlyings().contains(underlying);
    }

    /** Takes a row of the contract. */
    void add(int row, int entry) {
        if (!wanted) {
            return;
        }
        if (!series.open(entry)) {
            throw new QlibUpdateException(
                    request.directory(),
                    "cannot place " + ticker + " of " + build.axis().label(entry) + ": expected one bar, got two",
                    null);
        }
        for (int field = 0; field < values.length; field++) {
            series.set(field, entry, values[field].get(row));
        }
    }

    /** The rows of the contract ended. */
    void finish() throws IOException {
        if (!series.isEmpty()) {
            QlibName name = QlibName.of(ticker);
            build.instrument(name, series, fields);
            build.alias(new Alias(ticker, name.instrument(), null, null));
            series.clear();
        }
    }
}
