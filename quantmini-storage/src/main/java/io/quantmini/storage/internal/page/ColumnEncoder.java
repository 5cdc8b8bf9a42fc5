package io.quantmini.storage.internal.page;

import java.io.IOException;
import java.util.Arrays;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** One column of the row group in the making: the values of the open page, and the pages that are done. */
abstract sealed class ColumnEncoder permits FixedColumn, PlainColumn, TextColumn {
    /** A dictionary beyond this is given up. */
    static final int MAX_DICTIONARY_BYTES = 1 << 20;

    private final PrimitiveType type;
    private final ChunkPages pages;
    private final boolean nullable;
    /** Of the rows of the open page once one of them is null; until then nobody looks. */
    private int[] levels = new int[0];

    private boolean anyNull;
    private int rows;

    ColumnEncoder(ColumnDescriptor column) {
        this.type = column.getPrimitiveType();
        this.pages = new ChunkPages(column);
        this.nullable = column.getMaxDefinitionLevel() > 0;
    }

    static ColumnEncoder of(ColumnDescriptor column) {
        PrimitiveType type = column.getPrimitiveType();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
            return new TextColumn(column);
        }
        FixedKind kind = FixedKind.of(type.getPrimitiveTypeName());
        Encodings encodings = Encodings.of(type);
        return encodings.isPlain() && kind.bytes() > 0
                ? new PlainColumn(column, kind)
                : new FixedColumn(column, kind, encodings);
    }

    /** Adds rows {@code from} to {@code to} of a vector, and encodes the pages that are then whole. */
    final void append(FieldVector vector, int from, int to, int pageRows, PageScratch scratch) {
        int start = from;
        while (start < to) {
            int end = start + Math.min(pageRows - rows, to - start);
            append(vector, start, end);
            start = end;
            if (rows == pageRows) {
                endPage(scratch);
            }
        }
    }

    /** Encodes the open page, if it has rows, and the dictionary. */
    final void endChunk(PageScratch scratch) {
        if (rows > 0) {
            endPage(scratch);
        }
        scratch.page.clear();
        int entries = dictionary(scratch.page);
        if (entries > 0) {
            pages.addDictionary(scratch.page, entries, scratch.codec);
        }
    }

    /** Writes the pages, and begins another row group. */
    final void writeTo(ParquetFileWriter writer) throws IOException {
        pages.writeTo(writer);
        reset();
    }

    private void append(FieldVector vector, int from, int to) {
        ArrowBuf validity = vector.getValidityBuffer();
        boolean whole = Validity.count(validity, from, to) == to - from;
        if (!nullable && !whole) {
            throw new IllegalArgumentException(
                    "[column " + type.getName() + "] expected a value in each row, got null");
        }
        if (nullable) {
            addLevels(validity, whole, from, to);
        }
        rows += to - from;
        if (whole) {
            add(vector, from, to);
        } else {
            addRuns(vector, validity, from, to);
        }
    }

    private void endPage(PageScratch scratch) {
        PageBytes page = scratch.page;
        page.clear();
        if (nullable) {
            int start = page.extend(Integer.BYTES);
            if (anyNull) {
                RunLengths.encode(levels, rows, 1, page);
            } else {
                RunLengths.encodeSame(1, rows, 1, page);
            }
            page.setInt(start, page.size() - start - Integer.BYTES);
        }
        Statistics<?> statistics = Statistics.createStats(type);
        statistics.incrementNumNulls(rows - values());
        Encoding encoding = values() == 0 ? Encoding.PLAIN : encode(scratch, statistics);
        pages.add(page, rows, encoding, statistics, scratch.codec);
        rows = 0;
        anyNull = false;
    }

    /** Values of the open page, nulls not counted. */
    abstract int values();

    /** Adds rows that all have a value. */
    abstract void add(FieldVector vector, int from, int to);

    /** Adds the values of the open page, at least one, to {@code scratch.page}, counts them in, and begins another page. */
    abstract Encoding encode(PageScratch scratch, Statistics<?> statistics);

    /** Adds the dictionary that pages of this row group refer to, and gives its number of entries. */
    abstract int dictionary(PageBytes out);

    /** Begins another row group. */
    abstract void reset();

    private void addLevels(ArrowBuf validity, boolean whole, int from, int to) {
        if (whole && !anyNull) {
            return;
        }
        int end = rows + to - from;
        if (levels.length < end) {
            levels = Arrays.copyOf(levels, Math.max(end, 2 * rows));
        }
        if (!anyNull) {
            Arrays.fill(levels, 0, rows, 1);
            anyNull = true;
        }
        if (whole) {
            Arrays.fill(levels, rows, end, 1);
        } else {
            for (int row = from; row < to; row++) {
                levels[rows + row - from] = Validity.bit(validity, row);
            }
        }
    }

    private void addRuns(FieldVector vector, ArrowBuf validity, int from, int to) {
        int row = from;
        while (row < to) {
            int start = row;
            while (row < to && Validity.bit(validity, row) == 1) {
                row++;
            }
            if (row > start) {
                add(vector, start, row);
            }
            while (row < to && Validity.bit(validity, row) == 0) {
                row++;
            }
        }
    }
}
