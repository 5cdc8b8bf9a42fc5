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
import org.jspecify.annotations.Nullable;

/** The finished pages of one column in one row group, compressed, until the row group is whole. */
final class ChunkPages {
    private final ColumnDescriptor column;
    private final Encoding levels;
    private final PageBytes bytes = new PageBytes();
    private final List<Page> pages = new ArrayList<>();
    private CompressionCodecName codecName = CompressionCodecName.UNCOMPRESSED;
    private @Nullable Dictionary dictionary;
    private long rows;

    ChunkPages(ColumnDescriptor column) {
        this.column = column;
        this.levels = column.getMaxDefinitionLevel() == 0 ? Encodings.NO_LEVELS : Encoding.RLE;
    }

    /** Compresses and keeps a page. */
    void add(PageBytes plain, int pageRows, Encoding encoding, Statistics<?> statistics, PageCodec codec) {
        codecName = codec.name();
        int offset = bytes.size();
        int length = compress(plain, codec);
        pages.add(new Page(offset, length, plain.size(), pageRows, encoding, statistics));
        rows += pageRows;
    }

    /** Compresses and keeps the dictionary that the pages refer to. */
    void addDictionary(PageBytes plain, int entries, PageCodec codec) {
        int offset = bytes.size();
        int length = compress(plain, codec);
        dictionary = new Dictionary(offset, length, plain.size(), entries);
    }

    /** Writes and forgets all pages. */
    void writeTo(ParquetFileWriter writer) throws IOException {
        writer.startColumn(column, rows, codecName);
        if (dictionary != null) {
            BytesInput content = BytesInput.from(bytes.array(), dictionary.offset, dictionary.length);
            writer.writeDictionaryPage(
                    new DictionaryPage(content, dictionary.plainLength, dictionary.entries, Encodings.DICTIONARY));
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
        dictionary = null;
        rows = 0;
    }

    private int compress(PageBytes plain, PageCodec codec) {
        bytes.reserve(codec.bound(plain.size()));
        int length = codec.compress(plain.array(), plain.size(), bytes.array(), bytes.size());
        bytes.extend(length);
        return length;
    }

    private record Dictionary(int offset, int length, int plainLength, int entries) {}

    private record Page(
            int offset, int length, int plainLength, int rows, Encoding encoding, Statistics<?> statistics) {}
}
