package io.quantmini.storage.internal;

import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.stage.StagedFile;
import io.quantmini.storage.internal.page.KeptRows;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.file.Path;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A file of one partition while rows are added, and the times seen. */
final class PartitionRun implements AutoCloseable {
    private final RowFileWriter file;
    private long minTime = Long.MAX_VALUE;
    private long maxTime = Long.MIN_VALUE;

    PartitionRun(RowFileWriter file) {
        this.file = file;
    }

    void append(VectorSchemaRoot batch, KeptRows rows) throws IOException {
        file.append(batch, rows);
        for (int stretch = 0; stretch < rows.stretches(); stretch++) {
            see(batch, rows.from(stretch), rows.to(stretch));
        }
    }

    /** Adds all rows of a batch. */
    void append(VectorSchemaRoot batch) throws IOException {
        KeptRows all = new KeptRows();
        all.add(0, batch.getRowCount());
        append(batch, all);
    }

    Finished finish() throws IOException {
        return new Finished(file.path(), file.finish(), minTime, maxTime);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void see(VectorSchemaRoot batch, int from, int to) {
        LongBuffer times = batch.getVector(BarSchema.TIMESTAMP)
                .getDataBuffer()
                .nioBuffer((long) from * Long.BYTES, (to - from) * Long.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long min = minTime;
        long max = maxTime;
        for (int i = 0; i < to - from; i++) {
            long time = times.get(i);
            min = Math.min(min, time);
            max = Math.max(max, time);
        }
        minTime = min;
        maxTime = max;
    }

    /**
     * A finished file.
     *
     * @param path where it is
     * @param digest its length, rows and checksums
     * @param minTime earliest bar start
     * @param maxTime latest bar start
     */
    record Finished(Path path, FileDigest digest, long minTime, long maxTime) {
        StagedFile stagedFor(PartitionKey key) {
            return new StagedFile(
                    path,
                    new LakeFile(
                            key.file(digest.contentName()),
                            digest.bytes(),
                            digest.rows(),
                            digest.crc32c(),
                            minTime,
                            maxTime));
        }
    }
}
