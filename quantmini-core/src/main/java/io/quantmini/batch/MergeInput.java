package io.quantmini.batch;

import io.quantmini.market.BarSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One input of a merge and the row it stands on. Until it is opened it stands before every row of its smallest key, so it
 * is opened in time and not before.
 */
final class MergeInput implements Comparable<MergeInput>, AutoCloseable {
    private final int index;
    private final String keyColumn;
    private final byte[] smallestKey;
    private @Nullable Supplier<? extends BatchStream> source;
    private @Nullable BatchStream stream;
    private @Nullable Batch batch;

    MergeInput(int index, MergedBatches.Input input, String keyColumn) {
        this.index = index;
        this.keyColumn = keyColumn;
        String key = input.smallestKey();
        this.smallestKey = key == null ? new byte[0] : key.getBytes(StandardCharsets.UTF_8);
        this.source = input.source();
    }

    int index() {
        return index;
    }

    boolean isOpen() {
        return source == null;
    }

    /** Opens the input and moves to its first row, if it has one. Returns its schema. */
    Schema open() {
        Supplier<? extends BatchStream> unopened = source;
        source = null;
        if (unopened == null) {
            throw new IllegalStateException("[merge] input " + index + " is open already");
        }
        BatchStream opened = unopened.get();
        stream = opened;
        nextBatch();
        Batch first = batch;
        if (first != null && compareKey(first, 0, smallestKey) < 0) {
            throw new IllegalArgumentException("[merge] input " + index + ": expected no key below its smallest, "
                    + text(smallestKey) + ", got " + text(key(0)));
        }
        return opened.schema();
    }

    boolean hasRow() {
        return batch != null;
    }

    VectorSchemaRoot rows() {
        return batch().root;
    }

    int row() {
        return batch().row;
    }

    /** Moves on by {@code count} rows of this batch. Frees the input after its last row. */
    void skip(int count) {
        Batch current = batch();
        if (current.row + count == current.count) {
            nextBatch();
        } else {
            current.moveTo(current.row + count);
        }
    }

    /** First row of this batch that belongs behind {@code rival}'s row: doubling steps, then halving. */
    int endOfRun(@Nullable MergeInput rival) {
        Batch current = batch();
        if (rival == null) {
            return current.count;
        }
        int before = current.row;
        int step = 1;
        while (before + step < current.count && precedes(before + step, rival)) {
            before += step;
            step *= 2;
        }
        int behind = Math.min(before + step, current.count);
        while (behind - before > 1) {
            int middle = (before + behind) >>> 1;
            if (precedes(middle, rival)) {
                before = middle;
            } else {
                behind = middle;
            }
        }
        return behind;
    }

    /** Whether this row is the next to give, by key bytes, then time, then place among the inputs. */
    @Override
    public int compareTo(MergeInput other) {
        Batch mine = batch;
        int order;
        if (mine != null) {
            order = compareKey(mine, mine.row, other);
        } else if (other.batch != null) {
            order = -compareKey(other.batch, other.batch.row, this);
        } else {
            order = Arrays.compareUnsigned(smallestKey, other.smallestKey);
        }
        if (order == 0) {
            order = Long.compare(time(), other.time());
        }
        return order == 0 ? Integer.compare(index, other.index) : order;
    }

    /** Compares the current row with a key and time. */
    int compareTo(byte[] key, long time) {
        Batch current = batch();
        int order = compareKey(current, current.row, key);
        return order == 0 ? Long.compare(time(), time) : order;
    }

    /** The key of the current row, or that of a row ahead of it in this batch; copied. */
    byte[] key(int ahead) {
        Batch current = batch();
        return current.keys.get(current.row + ahead);
    }

    /** The time of a row ahead of the current one in this batch. */
    long time(int ahead) {
        Batch current = batch();
        return current.times.get(current.row + ahead);
    }

    @Override
    public void close() {
        source = null;
        batch = null;
        BatchStream open = stream;
        stream = null;
        if (open != null) {
            open.close();
        }
    }

    static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }

    private long time() {
        return batch == null ? Long.MIN_VALUE : batch.time;
    }

    private boolean precedes(int row, MergeInput rival) {
        Batch current = batch();
        int order = compareKey(current, row, rival);
        if (order == 0) {
            order = Long.compare(current.times.get(row), rival.time());
        }
        return order == 0 ? index < rival.index : order < 0;
    }

    private static int compareKey(Batch batch, int row, MergeInput other) {
        Batch theirs = other.batch;
        if (theirs == null) {
            return compareKey(batch, row, other.smallestKey);
        }
        int start = row == batch.row ? batch.start : batch.keys.getStartOffset(row);
        int end = row == batch.row ? batch.end : batch.keys.getEndOffset(row);
        ArrowBuf mine = batch.keys.getDataBuffer();
        if (theirs.isShort && isShort(mine, start, end)) {
            long word = row == batch.row ? batch.word : word(mine, start, end);
            int order = Long.compareUnsigned(word, theirs.word);
            return order == 0 ? Integer.compare(end - start, theirs.end - theirs.start) : order;
        }
        return ByteFunctionHelpers.compare(mine, start, end, theirs.keys.getDataBuffer(), theirs.start, theirs.end);
    }

    /** Whether a key, as most tickers, is within one word that can be read. */
    private static boolean isShort(ArrowBuf keys, int start, int end) {
        return end > start && end - start <= Long.BYTES && keys.capacity() - start >= Long.BYTES;
    }

    /** A short key's bytes, the first one the highest, zeros behind the last. */
    private static long word(ArrowBuf keys, int start, int end) {
        return Long.reverseBytes(keys.getLong(start)) & (-1L << (Long.SIZE - Byte.SIZE * (end - start)));
    }

    private static int compareKey(Batch batch, int row, byte[] key) {
        return ByteFunctionHelpers.compare(
                batch.keys.getDataBuffer(),
                batch.keys.getStartOffset(row),
                batch.keys.getEndOffset(row),
                key,
                0,
                key.length);
    }

    private void nextBatch() {
        batch = null;
        BatchStream open = stream;
        if (open != null && open.advance()) {
            batch = Batch.of(open.batch(), keyColumn);
        } else {
            close();
        }
    }

    private Batch batch() {
        Batch current = batch;
        if (current == null) {
            throw new IllegalStateException("[merge] input " + index + " stands on no row");
        }
        return current;
    }

    private static final class Batch {
        private final VectorSchemaRoot root;
        private final VarCharVector keys;
        private final TimeStampVector times;
        private final int count;

        /** Where the input stands: the row, its key's place, its time. Looked at by every rival, so kept at hand. */
        private int row;

        private int start;
        private int end;
        private long time;
        private boolean isShort;
        /** Of a short key. */
        private long word;

        private Batch(VectorSchemaRoot root, VarCharVector keys, TimeStampVector times) {
            this.root = root;
            this.keys = keys;
            this.times = times;
            this.count = root.getRowCount();
            moveTo(0);
        }

        private void moveTo(int next) {
            row = next;
            start = keys.getStartOffset(next);
            end = keys.getEndOffset(next);
            time = times.get(next);
            isShort = MergeInput.isShort(keys.getDataBuffer(), start, end);
            word = isShort ? MergeInput.word(keys.getDataBuffer(), start, end) : 0;
        }

        static Batch of(VectorSchemaRoot root, String keyColumn) {
            if (root.getVector(keyColumn) instanceof VarCharVector keys
                    && root.getVector(BarSchema.TIMESTAMP) instanceof TimeStampVector times) {
                return new Batch(root, keys, times);
            }
            throw new IllegalArgumentException("[merge] expected text " + keyColumn + " and time " + BarSchema.TIMESTAMP
                    + ", got " + root.getSchema());
        }
    }
}
