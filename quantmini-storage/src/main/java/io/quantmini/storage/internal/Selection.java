package io.quantmini.storage.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.stage.FileScan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * What to take from a file, settled against its footer.
 *
 * @param given columns of the batches, in their order
 * @param read columns to decode: the given ones and those of the filter
 * @param filter which rows
 * @param footer of the file
 */
record Selection(MessageType given, MessageType read, RowFilter filter, ParquetMetadata footer) {
    static Selection all(ParquetMetadata footer) {
        MessageType schema = footer.getFileMetaData().getSchema();
        return new Selection(schema, schema, RowFilter.NONE, footer);
    }

    static Selection of(FileScan scan, ParquetMetadata footer) {
        MessageType schema = footer.getFileMetaData().getSchema();
        RowFilter filter = filter(scan, schema, footer.getBlocks());
        List<Type> given = scan.columns().isEmpty() ? schema.getFields() : columns(scan.columns(), schema);
        Set<Type> read = new LinkedHashSet<>(given);
        if (filter.keyColumn() != null) {
            read.add(schema.getType(filter.keyColumn()));
        }
        if (filter.timeColumn() != null) {
            read.add(schema.getType(filter.timeColumn()));
        }
        return new Selection(
                new MessageType(schema.getName(), given),
                new MessageType(schema.getName(), List.copyOf(read)),
                filter,
                footer);
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

    private static RowFilter filter(FileScan scan, MessageType schema, List<BlockMetaData> groups) {
        boolean anyTime = scan.fromMicros() <= scan.file().minTimeMicros()
                && scan.toMicros() >= scan.file().maxTimeMicros();
        Set<Binary> keys = RowFilter.utf8(scan.symbols());
        String keyColumn = keyColumn(schema);
        boolean anyKey = keys.isEmpty()
                || groups.stream()
                        .flatMap(group -> group.getColumns().stream())
                        .filter(chunk -> chunk.getPath().toDotString().equals(keyColumn))
                        .allMatch(chunk -> hasOnly(keys, chunk.getStatistics()));
        return new RowFilter(
                anyKey ? null : keyColumn,
                anyKey ? Set.of() : keys,
                anyTime ? null : BarSchema.TIMESTAMP,
                scan.fromMicros(),
                scan.toMicros());
    }

    /** Whether all rows of a chunk have one key, one of these. */
    private static boolean hasOnly(Set<Binary> keys, Statistics<?> statistics) {
        return statistics.hasNonNullValue()
                && statistics.getNumNulls() == 0
                && statistics.genericGetMin().equals(statistics.genericGetMax())
                && statistics.genericGetMin() instanceof Binary key
                && keys.contains(key);
    }

    private static String keyColumn(MessageType schema) {
        return schema.containsField(BarSchema.TICKER) ? BarSchema.TICKER : BarSchema.SYMBOL;
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }
}
