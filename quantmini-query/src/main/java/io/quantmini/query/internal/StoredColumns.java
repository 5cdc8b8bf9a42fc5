package io.quantmini.query.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.BarQuery;
import java.util.ArrayList;
import java.util.List;

/** The columns that a query reads: key, time and those of the answer, in this order. */
final class StoredColumns {
    private StoredColumns() {}

    static List<String> of(BarQuery query) {
        List<String> columns = new ArrayList<>();
        columns.add(BarSchema.keyColumn(query.dataset()));
        columns.add(BarSchema.TIMESTAMP);
        columns.addAll(query.columns());
        return columns;
    }
}
