package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The finished pages of one column in one row group, compressed, until the row group is whole. */
final class ChunkPages {
    private final ColumnDescriptor column;
    private final Encoding levels;
    private final PageBytes bytes = new PageBytes();
    private final List<Page> pages = new ArrayList<>();
    private long rows;

    ChunkPages(ColumnDescriptor column) {
        this.column = column;
        this.levels = column.getMaxDefinitionLevel() == 0 ? Encodings.NO_LEVELS : Encoding.RLE;
    }

    /** Compresses and keeps a page. */
    void add(PageBytes plain, int pageRows, Encoding encoding, Statistics<?> statistics, PageCodec codec) {
        int offset = bytes.size();
        int length = compress(plain, codec);
        pages.add(new Page(offset, length, plain.size(), pageRows, encoding, statistics));
        rows += pageRows;
    }

    /** Writes and forgets all pages, after {@code dictionary} if that has entries. */
    void writeTo(ParquetFileWriter writer, PageBytes dictionary, int entries, PageCodec codec) throws IOException {
        CompressionCodecName name = codec.name();
        writer.startColumn(column, rows, name);
        if (entries > 0) {
            int offset = bytes.size();
            BytesInput content = BytesInput.from(compressed(dictionary, codec), offset, bytes.size() - offset);
            writer.writeDictionaryPage(new DictionaryPage(content, dictionary.size(), entries, Encodings.DICTIONARY));
        }
        for (Page page : pages) {
            writer.writeDataPage(
                    page.rows,
                    page.plainLength,
                    BytesInput.from(bytes.array(), page.offset, page.length),
                    page.statistics,
                    page.rows,
                    Encodings.NO_LEVELS,
                    levels,
                    page.encoding);
        }
        writer.endColumn();
        clear();
    }

    private void clear() {
        bytes.clear();
        pages.clear();
        rows = 0;
    }

    private byte[] compressed(PageBytes plain, PageCodec codec) {
        compress(plain, codec);
        return bytes.array();
    }

    private int compress(PageBytes plain, PageCodec codec) {
        bytes.reserve(codec.bound(plain.size()));
        int length = codec.compress(plain.array(), plain.size(), bytes.array(), bytes.size());
        bytes.extend(length);
        return length;
    }

    private record Page(
            int offset, int length, int plainLength, int rows, Encoding encoding, Statistics<?> statistics) {}
}
