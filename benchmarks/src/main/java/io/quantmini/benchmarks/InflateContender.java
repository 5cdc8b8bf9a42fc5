package io.quantmini.benchmarks;

import io.quantmini.ingest.inflate.GzipLimits;
import io.quantmini.ingest.inflate.GzipReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/** Ways to decompress gzip, with the CRC-32 of every member checked. */
public enum InflateContender {
    /** The reader of the ingestor, in place: its chunks are not copied. */
    QUANTMINI {
        @Override
        long read(byte[] gzip, Sink sink) throws IOException {
            try (GzipReader reader = GzipReader.open(new ByteArrayInputStream(gzip), GzipLimits.NONE)) {
                while (reader.advance(0)) {
                    sink.accept(reader.buffer(), reader.from(), reader.to() - reader.from());
                }
                return reader.bytesOut();
            }
        }
    },

    /** {@link GZIPInputStream} with large buffers. */
    JAVA_UTIL_ZIP {
        @Override
        long read(byte[] gzip, Sink sink) throws IOException {
            long sum = 0;
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip), 64 << 10)) {
                byte[] chunk = new byte[256 << 10];
                for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                    sink.accept(chunk, 0, count);
                    sum += count;
                }
            }
            return sum;
        }
    };

    /** What is done with decompressed bytes. */
    interface Sink {
        void accept(byte[] bytes, int from, int count);
    }

    /** Decompresses everything; the number of bytes. */
    abstract long read(byte[] gzip, Sink sink) throws IOException;

    /** Decompresses everything and sums it up. */
    byte[] digest(byte[] gzip, MessageDigest digest) throws IOException {
        read(gzip, digest::update);
        return digest.digest();
    }
}
