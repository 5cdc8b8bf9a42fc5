package io.quantmini.stage;

/**
 * A row as it stands in its file. Holds the array it is given, without a copy: treat it as immutable.
 *
 * @param line physical line where the record starts; the header is line 1
 * @param offset byte where the record starts in the decompressed stream
 * @param text the record's bytes without its line ending, cut at {@link #MAX_TEXT_BYTES}
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRow(long line, long offset, byte[] text) {
    /** 64 KiB: where the text of a long record is cut. */
    public static final int MAX_TEXT_BYTES = 64 << 10;
}
