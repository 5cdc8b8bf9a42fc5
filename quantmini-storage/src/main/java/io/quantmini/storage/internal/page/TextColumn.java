package io.quantmini.storage.internal.page;

import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** A column of text, numbered as it comes in: bars have few texts in long runs. */
final class TextColumn extends ColumnEncoder {
    private final TextDictionary dictionary = new TextDictionary();
    private int[] indexes = new int[0];
    private int count;
    /** The text of the row before, or -1. */
    private int last = -1;

    private boolean useDictionary = true;
    /** Entries of the dictionary that pages refer to. */
    private int entries;

    private final TextRange texts = new TextRange();

    TextColumn(ColumnDescriptor column) {
        super(column);
    }

    @Override
    int values() {
        return count;
    }

    @Override
    void add(FieldVector vector, int from, int to) {
        int end = count + to - from;
        if (indexes.length < end) {
            indexes = Arrays.copyOf(indexes, Math.max(end, 2 * count));
        }
        texts.load((VarCharVector) vector, from, to);
        int row = 0;
        while (row < texts.rows()) {
            int next = texts.endOfRun(row);
            if (last < 0 || !dictionary.is(last, texts.bytes(), texts.start(row), texts.end(row))) {
                last = dictionary.number(texts.bytes(), texts.start(row), texts.end(row));
            }
            Arrays.fill(indexes, count, count + next - row, last);
            count += next - row;
            row = next;
        }
    }

    @Override
    Encoding encode(PageScratch scratch, Statistics<?> statistics) {
        update(statistics);
        useDictionary = useDictionary && encodeIndexes(scratch.page);
        if (!useDictionary) {
            encodeTexts(scratch.page);
            forgetUnused();
        }
        count = 0;
        return useDictionary ? Encodings.DICTIONARY : Encoding.PLAIN;
    }

    @Override
    int dictionary(PageBytes out) {
        for (int index = 0; index < entries; index++) {
            put(index, out);
        }
        return entries;
    }

    @Override
    void reset() {
        count = 0;
        last = -1;
        entries = 0;
        useDictionary = true;
        dictionary.clear();
    }

    private void update(Statistics<?> statistics) {
        int min = indexes[0];
        int max = indexes[0];
        int before = indexes[0];
        for (int i = 1; i < count; i++) {
            int index = indexes[i];
            if (index != before) {
                before = index;
                min = dictionary.compare(index, min) < 0 ? index : min;
                max = dictionary.compare(index, max) > 0 ? index : max;
            }
        }
        statistics.updateStats(Binary.fromConstantByteArray(dictionary.get(min)));
        statistics.updateStats(Binary.fromConstantByteArray(dictionary.get(max)));
    }

    /** Whether the page refers to the dictionary: the first page decides by size, later ones until it is too large. */
    private boolean encodeIndexes(PageBytes page) {
        int dictionaryBytes = dictionary.lengthOfAll(dictionary.size()) + dictionary.size() * Integer.BYTES;
        if (dictionaryBytes > MAX_DICTIONARY_BYTES) {
            return false;
        }
        int start = page.size();
        int width = BitPacking.width(dictionary.size() - 1);
        page.putByte(width);
        RunLengths.encode(indexes, count, width, page);
        if (entries == 0 && dictionary.size() > 1 && dictionaryBytes + page.size() - start >= plainBytes()) {
            page.truncate(start);
            return false;
        }
        entries = dictionary.size();
        return true;
    }

    private long plainBytes() {
        long plain = 0;
        for (int i = 0; i < count; i++) {
            plain += Integer.BYTES + dictionary.length(indexes[i]);
        }
        return plain;
    }

    private void encodeTexts(PageBytes page) {
        for (int i = 0; i < count; i++) {
            put(indexes[i], page);
        }
    }

    private void put(int index, PageBytes out) {
        out.putInt(dictionary.length(index));
        dictionary.copy(index, out);
    }

    private void forgetUnused() {
        if (entries == 0) {
            dictionary.clear();
            last = -1;
        }
    }
}
