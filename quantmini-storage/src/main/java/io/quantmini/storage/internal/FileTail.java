package io.quantmini.storage.internal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * What follows the pages of a file, in memory: page indexes and footer, which have no checksums of their own. Immutable.
 */
final class FileTail {
    private final long start;
    private final byte[] bytes;

    /** From a position of the file to its end; the bytes are not copied. */
    FileTail(long start, byte[] bytes) {
        this.start = start;
        this.bytes = bytes;
    }

    /** Where the pages of a file end. */
    static long start(ParquetMetadata footer) {
        return footer.getBlocks().stream()
                .flatMap(group -> group.getColumns().stream())
                .mapToLong(chunk -> chunk.getStartingPos() + chunk.getTotalSize())
                .max()
                .orElse(0);
    }

    long start() {
        return start;
    }

    int length() {
        return bytes.length;
    }

    long crc32c() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return crc.getValue();
    }

    /** Reads from a position of the file on, which lies in the tail; -1 at its end. */
    int read(long position, ByteBuffer buffer) {
        int from = (int) Math.min(position - start, bytes.length);
        int count = Math.min(buffer.remaining(), bytes.length - from);
        if (count == 0) {
            return buffer.hasRemaining() ? -1 : 0;
        }
        buffer.put(bytes, from, count);
        return count;
    }
}
