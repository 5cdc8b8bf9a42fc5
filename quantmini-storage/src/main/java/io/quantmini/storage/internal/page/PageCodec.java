package io.quantmini.storage.internal.page;

import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Compresses pages, one at a time, for one thread. */
public interface PageCodec {
    CompressionCodecName name();

    /** Most bytes that a page of {@code plainLength} can take. */
    int bound(int plainLength);

    /**
     * Compresses the first {@code plainLength} bytes of {@code plain} to {@code target} from {@code offset} on, where at
     * least {@link #bound} bytes are free.
     *
     * @return length of the compressed page
     */
    int compress(byte[] plain, int plainLength, byte[] target, int offset);
}
