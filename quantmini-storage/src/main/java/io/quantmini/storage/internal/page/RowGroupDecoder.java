package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.EncodingStats;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.MessageType;

/**
 * The rows of whole row groups of one file, decoded column by column into Arrow vectors: the way back of {@link RowGroupEncoder}. Pages are
 * found, checked and decompressed by parquet-java. Used by one thread.
 */
public final class RowGroupDecoder {
    @SuppressWarnings("deprecation")
    private static final Set<Encoding> KNOWN = EnumSet.of(
            Encoding.PLAIN,
            Encoding.PLAIN_DICTIONARY,
            Encoding.RLE_DICTIONARY,
            Encoding.RLE,
            Encoding.BIT_PACKED,
            Encoding.DELTA_BINARY_PACKED,
            Encoding.BYTE_STREAM_SPLIT);

    private final List<ColumnDescriptor> columns;
    private final List<ColumnDecoder> decoders = new ArrayList<>();
    private long left;

    /** For these columns, flat and without repetition. */
    public RowGroupDecoder(MessageType schema) {
        columns = schema.getColumns();
        for (ColumnDescriptor column : columns) {
            decoders.add(ColumnDecoder.of(column));
        }
    }

    /** Whether the pages of a column in a row group can be decoded here: version 1, in encodings that are known. */
    public static boolean supports(ColumnChunkMetaData chunk) {
        EncodingStats stats = chunk.getEncodingStats();
        return stats != null && !stats.usesV2Pages() && KNOWN.containsAll(chunk.getEncodings());
    }

    /** Goes on with another row group, of which no page was left out. */
    public void begin(PageReadStore group) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            decoders.get(i).begin(group.getPageReader(columns.get(i)));
        }
        left = group.getRowCount();
    }

    /** Rows of the row group that were not read yet. */
    public long left() {
        return left;
    }

    /** Fills one vector a column, in their order, with the next rows; what they held is freed. */
    public void read(List<FieldVector> vectors, int rows) throws IOException {
        for (int i = 0; i < decoders.size(); i++) {
            decoders.get(i).read(vectors.get(i), rows);
        }
        left -= rows;
    }
}
