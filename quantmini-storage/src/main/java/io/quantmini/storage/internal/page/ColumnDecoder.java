package io.quantmini.storage.internal.page;

import java.io.IOException;
import org.apache.arrow.vector.FieldVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** One column of a row group, decoded page by page into vectors: the way back of {@link ColumnEncoder}. */
abstract sealed class ColumnDecoder permits FixedDecoder, TextDecoder {
    final PageInput in;
    private final String name;
    private final boolean nullable;
    private @Nullable PageReader pages;
    private int[] levels = new int[0];
    private int[] indexes = new int[0];
    private int pageRows;
    /** The next row of the page. */
    private int row;
    /** Rows that are left out before the next one is taken. */
    private int ahead;

    ColumnDecoder(ColumnDescriptor column, PageInput in) {
        this.in = in;
        this.name = column.getPath()[0];
        this.nullable = column.getMaxDefinitionLevel() > 0;
    }

    /** Of a column; {@code shared} takes the page of any column whose values are all taken out of it at once. */
    static ColumnDecoder of(ColumnDescriptor column, PageInput shared) {
        return isText(column) ? new TextDecoder(column) : new FixedDecoder(column, shared, false);
    }

    /** Of a column of which few values are wanted; it keeps its pages. */
    static ColumnDecoder selective(ColumnDescriptor column) {
        return isText(column) ? new TextDecoder(column) : new FixedDecoder(column, new PageInput(), true);
    }

    /** Goes on with another row group. */
    final void begin(PageReader reader) throws IOException {
        pages = reader;
        pageRows = 0;
        row = 0;
        ahead = 0;
        DictionaryPage dictionary = reader.readDictionaryPage();
        if (dictionary == null) {
            readDictionary(0); // forgets that of the row group before
        } else {
            in.load(dictionary.getBytes());
            readDictionary(dictionary.getDictionarySize());
        }
    }

    /** Fills a vector with the next rows, which the row group has. */
    final void read(FieldVector vector, int rows) throws IOException {
        allocate(vector, rows);
        take(vector, 0, rows);
        finish(vector, rows);
    }

    /** Fills a vector with some of the next {@code rows} rows; for none, leaves it as it is. */
    final void read(FieldVector vector, KeptRows kept, int rows) throws IOException {
        if (kept.rows() == 0) {
            ahead += rows;
            return;
        }
        allocate(vector, kept.rows());
        int at = 0;
        int passed = 0;
        for (int stretch = 0; stretch < kept.stretches(); stretch++) {
            ahead += kept.from(stretch) - passed;
            int count = kept.to(stretch) - kept.from(stretch);
            take(vector, at, count);
            at += count;
            passed = kept.to(stretch);
        }
        ahead += rows - passed;
        finish(vector, kept.rows());
    }

    /** Whether a row of the page, counted from the next one, has a value. */
    final boolean hasValue(int ahead) {
        return !nullable || levels[row + ahead] != 0;
    }

    /** Whether a column of this kind may have nulls. */
    final boolean isNullable() {
        return nullable;
    }

    /** Reads the indexes of a page that refers to the dictionary. */
    final int[] readIndexes(int count, int entries) {
        indexes = room(indexes, count);
        Unpacking.runs(in, in.readByte(), indexes, count);
        for (int i = 0; i < count; i++) {
            if (indexes[i] < 0 || indexes[i] >= entries) {
                throw new IllegalArgumentException(
                        "[column " + name + "] expected an index below " + entries + ", got " + indexes[i]);
            }
        }
        return indexes;
    }

    final IllegalArgumentException unknown(Encoding encoding) {
        return new IllegalArgumentException("[column " + name + "] cannot decode a page in " + encoding);
    }

    abstract void readDictionary(int entries);

    /** Decodes the values of a page that is loaded. */
    abstract void readValues(Encoding encoding, int count);

    abstract void allocate(FieldVector vector, int rows);

    /** Moves the next rows of the page to rows of the vector. */
    abstract void put(FieldVector vector, int at, int count);

    /** Leaves out values of the page. */
    abstract void pass(int values);

    abstract void finish(FieldVector vector, int rows);

    private static boolean isText(ColumnDescriptor column) {
        return column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BINARY;
    }

    static int[] room(int[] array, int count) {
        return array.length < count ? new int[Math.max(count, 2 * array.length)] : array;
    }

    private void take(FieldVector vector, int at, int rows) throws IOException {
        int done = 0;
        while (done < rows) {
            if (row == pageRows) {
                nextPage();
            }
            if (ahead > 0) {
                leaveOut(Math.min(ahead, pageRows - row));
            } else {
                int count = Math.min(rows - done, pageRows - row);
                put(vector, at + done, count);
                row += count;
                done += count;
            }
        }
    }

    private void leaveOut(int rows) {
        int values = rows;
        for (int i = 0; nullable && i < rows; i++) {
            values -= 1 - levels[row + i];
        }
        pass(values);
        row += rows;
        ahead -= rows;
    }

    private void nextPage() throws IOException {
        PageReader reader = pages;
        DataPage page = reader == null ? null : reader.readPage();
        if (!(page instanceof DataPageV1 first)) {
            throw new IllegalArgumentException(
                    "[column " + name + "] expected a further page of version 1, got " + page);
        }
        in.load(first.getBytes());
        int count = first.getValueCount();
        int values = count;
        if (nullable) {
            values = readLevels(first.getDlEncoding(), count);
        }
        if (values > 0) {
            readValues(first.getValueEncoding(), values);
        }
        pageRows = count;
        row = 0;
    }

    private int readLevels(Encoding encoding, int count) {
        if (encoding != Encoding.RLE) {
            throw unknown(encoding);
        }
        int length = in.readInt();
        int end = in.at() + length;
        levels = room(levels, count);
        Unpacking.runs(in, 1, levels, count);
        in.skip((long) end - in.at());
        int values = 0;
        for (int i = 0; i < count; i++) {
            values += levels[i];
        }
        return values;
    }
}
