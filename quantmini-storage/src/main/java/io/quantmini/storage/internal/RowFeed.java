package io.quantmini.storage.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Feeds rows of batches to a {@code ParquetWriter} as its records. */
final class RowFeed extends WriteSupport<RowFeed.Row> {
    private final MessageType schema;
    private final List<ColumnFeed> columns = new ArrayList<>();
    private @Nullable RecordConsumer consumer;

    RowFeed(Schema schema) {
        this.schema = ParquetSchemas.toParquet(schema);
        int index = 0;
        for (Field field : schema.getFields()) {
            columns.add(ColumnFeed.of(field, index++));
        }
    }

    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return context();
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
        RecordConsumer records = Objects.requireNonNull(consumer);
        records.startMessage();
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).write(row.vectors.get(i), row.index, records);
        }
        records.endMessage();
    }

    private WriteContext context() {
        return new WriteContext(schema, Map.of(ReleaseVersion.KEY, ReleaseVersion.VALUE));
    }

    /** A view of one row of a batch, moved from row to row. */
    static final class Row {
        private List<FieldVector> vectors = List.of();
        private int index;

        void bind(List<FieldVector> columnVectors) {
            vectors = columnVectors;
        }

        void moveTo(int row) {
            index = row;
        }
    }
}
