package io.quantmini.ingest.inflate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Makes gzip files, and reads them by either inflater. */
final class Gzip {
    /** What becomes of a file: its bytes, and the fault after them, if any. */
    @SuppressWarnings("ArrayRecordComponent")
    record Outcome(byte[] bytes, @Nullable GzipFault fault, long offset, long bytesIn, long trailerCrc) {
        boolean isAccepted() {
            return fault == null;
        }

        /** Whether the other's bytes come first in these. */
        boolean startsWith(Outcome other) {
            int length = other.bytes.length;
            return length <= bytes.length && Arrays.equals(bytes, 0, length, other.bytes, 0, length);
        }
    }

    private Gzip() {}

    static byte[] member(byte[] text, int level, int strategy, int chunk, int flush) {
        return framed(deflate(text, level, strategy, chunk, flush), text);
    }

    static byte[] member(byte[] text) {
        return member(text, 6, Deflater.DEFAULT_STRATEGY, text.length + 1, Deflater.NO_FLUSH);
    }

    /** A member around {@code deflated}, which is said to be {@code text}. */
    static byte[] framed(byte[] deflated, byte[] text) {
        CRC32 crc = new CRC32();
        crc.update(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        out.writeBytes(deflated);
        word(out, (int) crc.getValue());
        word(out, text.length);
        return out.toByteArray();
    }

    /** Raw DEFLATE data; a flush, if any, comes after every {@code chunk} bytes. */
    static byte[] deflate(byte[] text, int level, int strategy, int chunk, int flush) {
        Deflater deflater = new Deflater(level, true);
        deflater.setStrategy(strategy);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 << 10];
        int piece = flush == Deflater.NO_FLUSH ? text.length + 1 : chunk;
        for (int from = 0; from < text.length; from += piece) {
            deflater.setInput(text, from, Math.min(piece, text.length - from));
            int count;
            do {
                count = deflater.deflate(buffer, 0, buffer.length, flush);
                out.write(buffer, 0, count);
            } while (count == buffer.length || !deflater.needsInput());
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static Outcome ours(byte[] gzip) {
        return read(new ByteArrayInputStream(gzip), TableInflater::new, GzipLimits.NONE);
    }

    static Outcome zip(byte[] gzip) {
        return read(new ByteArrayInputStream(gzip), ZipInflater::new, GzipLimits.NONE);
    }

    /** What {@link GZIPInputStream} gives before it ends or fails, asked for a byte at a time so that it gives all there is. */
    static byte[] byteByByte(byte[] gzip) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                out.write(value);
            }
        } catch (IOException e) {
            // the bytes before it are what is asked for
        }
        return out.toByteArray();
    }

    /** Any exception but ours goes through. */
    static Outcome read(InputStream source, Supplier<StreamInflater> inflater, GzipLimits limits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        @Nullable GzipFault fault = null;
        long offset = -1;
        try (GzipReader gzip = GzipReader.open(source, inflater.get(), limits)) {
            try {
                while (gzip.advance(0)) {
                    out.write(gzip.buffer(), gzip.from(), gzip.to() - gzip.from());
                }
            } catch (GzipException e) {
                fault = e.fault();
                offset = e.offset();
            }
            return new Outcome(out.toByteArray(), fault, offset, gzip.bytesIn(), gzip.trailerCrc());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void word(ByteArrayOutputStream out, int value) {
        out.write(value);
        out.write(value >> 8);
        out.write(value >> 16);
        out.write(value >> 24);
    }
}
