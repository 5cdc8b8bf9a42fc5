package io.quantmini.qlib;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads Qlib's {@code .bin} files: little-endian floats, the first one the calendar entry that the second one stands at.
 * Safe for use by many threads.
 */
public final class QlibBinaryReader {
    /** Largest number up to which a float holds every whole number. */
    private static final int LARGEST_EXACT = 1 << 24;

    private QlibBinaryReader() {}

    /**
     * The series in a file.
     *
     * @throws QlibFormatException when the file cannot be read, is no whole number of floats, has no value, or starts at no
     *     calendar entry
     */
    public static QlibSeries read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new QlibFormatException(file, 0, "cannot read the Qlib file; check that it exists", e);
        }
        if (content.length % Float.BYTES != 0 || content.length < 2 * Float.BYTES) {
            throw new QlibFormatException(
                    file,
                    content.length,
                    "cannot read the Qlib file: expected a start and values of 4 bytes each, got " + content.length
                            + " bytes; update the directory",
                    null);
        }
        ByteBuffer floats = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        float start = floats.getFloat();
        if (!(start >= 0 && start <= LARGEST_EXACT && start == (int) start)) {
            throw new QlibFormatException(
                    file,
                    0,
                    "cannot read the Qlib file: expected a calendar entry as its first number, got " + start
                            + "; update the directory",
                    null);
        }
        float[] values = new float[floats.remaining() / Float.BYTES];
        floats.asFloatBuffer().get(values);
        return new QlibSeries((int) start, values);
    }
}
