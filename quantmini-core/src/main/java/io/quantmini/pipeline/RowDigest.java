package io.quantmini.pipeline;

import io.quantmini.batch.BatchStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * Which rows there are, whatever files they are in and in whatever order: their number, and the sum of a 64-bit hash of each.
 * Columns are text or of four or eight bytes, none null, as bronze has them.
 *
 * @param rows their number
 * @param sum of their hashes
 */
record RowDigest(long rows, long sum) {
    static final RowDigest NONE = new RowDigest(0, 0);

    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    /** These rows and those of a stream, which stays open. */
    RowDigest plus(BatchStream stream) {
        long count = rows;
        long total = sum;
        while (stream.advance()) {
            VectorSchemaRoot batch = stream.batch();
            long[] hashes = new long[batch.getRowCount()];
            for (FieldVector vector : batch.getFieldVectors()) {
                add(vector, hashes);
            }
            for (long hash : hashes) {
                total += hash;
            }
            count += hashes.length;
        }
        return new RowDigest(count, total);
    }

    @Override
    public String toString() {
        return rows + " rows with checksum " + Long.toHexString(sum);
    }

    private static void add(FieldVector vector, long[] hashes) {
        if (vector instanceof VarCharVector text) {
            ArrowBuf bytes = text.getDataBuffer();
            for (int row = 0; row < hashes.length; row++) {
                long hash = mix(hashes[row]);
                for (long at = text.getStartOffset(row); at < text.getEndOffset(row); at++) {
                    hash = mix(hash ^ bytes.getByte(at));
                }
                hashes[row] = hash;
            }
            return;
        }
        ArrowBuf values = vector.getDataBuffer();
        int width = ((BaseFixedWidthVector) vector).getTypeWidth();
        for (int row = 0; row < hashes.length; row++) {
            long at = (long) row * width;
            long value = width == Long.BYTES ? values.getLong(at) : values.getInt(at);
            hashes[row] = mix(mix(hashes[row]) ^ value);
        }
    }

    private static long mix(long value) {
        // The finalizer of SplitMix64: a bijection, in which every bit of the input reaches every bit of the output.
        long mixed = value + MULTIPLIER;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
