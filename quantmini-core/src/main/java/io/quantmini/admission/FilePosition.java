package io.quantmini.admission;

import java.io.Serializable;

/**
 * A place in a file.
 *
 * @param file its path or key
 * @param line physical line, 1 the first; 0 when unknown
 * @param offset byte, 0 the first; -1 when unknown. In the compressed file for a fault of the gzip stream, in the
 *     decompressed text for any other
 */
public record FilePosition(String file, long line, long offset) implements Serializable {
    /** The file as a whole. */
    public static FilePosition of(String file) {
        return new FilePosition(file, 0, -1);
    }

    @Override
    public String toString() {
        return file + (line > 0 ? " line " + line : "") + (offset >= 0 ? " byte " + offset : "");
    }
}
