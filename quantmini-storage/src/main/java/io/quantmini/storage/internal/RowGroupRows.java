package io.quantmini.storage.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;

/** The rows of one row group that pruning left, as column readers that all stand on the same row. */
final class RowGroupRows {
    private final Map<String, ColumnReader> columns = new HashMap<>();
    private long left;

    RowGroupRows(PageReadStore pages, MessageType schema, String createdBy) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, new Unconverted(), schema, createdBy);
        for (ColumnDescriptor column : schema.getColumns()) {
            columns.put(column.getPath()[0], store.getColumnReader(column));
        }
        this.left = pages.getRowCount();
    }

    ColumnReader column(String name) {
        ColumnReader column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("[column " + name + "] was not asked for");
        }
        return column;
    }

    /** Takes up to {@code limit} rows, which the caller then reads from every column. */
    int take(int limit) {
        int taken = (int) Math.min(limit, left);
        left -= taken;
        return taken;
    }

    /** Values are pulled from the column readers; nothing is ever pushed into a converter. */
    private static final class Unconverted extends GroupConverter {
        @Override
        public Converter getConverter(int fieldIndex) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
