package io.quantmini.storage.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.FileScan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * What to take from a file, settled against its schema.
 *
 * @param given columns of the batches, in their order
 * @param read columns to decode: the given ones and those of the filter
 * @param filter which rows
 */
record Selection(MessageType given, MessageType read, RowFilter filter) {
    static Selection all(MessageType schema) {
        return new Selection(schema, schema, RowFilter.NONE);
    }

    static Selection of(FileScan scan, MessageType schema) {
        RowFilter filter = filter(scan, schema);
        List<Type> given = scan.columns().isEmpty() ? schema.getFields() : columns(scan.columns(), schema);
        Set<Type> read = new LinkedHashSet<>(given);
        if (filter.keyColumn() != null) {
            read.add(schema.getType(filter.keyColumn()));
        }
        if (filter.timeColumn() != null) {
            read.add(schema.getType(filter.timeColumn()));
        }
        return new Selection(
                new MessageType(schema.getName(), given), new MessageType(schema.getName(), List.copyOf(read)), filter);
    }

    private static List<Type> columns(List<String> names, MessageType schema) {
        List<Type> columns = new ArrayList<>();
        for (String name : names) {
            if (!schema.containsField(name)) {
                throw new IllegalArgumentException("cannot read column " + name + ": expected one of " + names(schema));
            }
            columns.add(schema.getType(name));
        }
        return columns;
    }

    private static RowFilter filter(FileScan scan, MessageType schema) {
        boolean anyTime = scan.fromMicros() <= scan.file().minTimeMicros()
                && scan.toMicros() >= scan.file().maxTimeMicros();
        return new RowFilter(
                scan.symbols().isEmpty() ? null : keyColumn(schema),
                RowFilter.utf8(scan.symbols()),
                anyTime ? null : BarSchema.TIMESTAMP,
                scan.fromMicros(),
                scan.toMicros());
    }

    private static @Nullable String keyColumn(MessageType schema) {
        return schema.containsField(BarSchema.TICKER) ? BarSchema.TICKER : BarSchema.SYMBOL;
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }
}
