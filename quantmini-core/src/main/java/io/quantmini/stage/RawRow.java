package io.quantmini.stage;

/**
 * A row as it stands in its file. Holds the array it is given, without a copy: treat it as immutable.
 *
 * @param line physical line where the record starts; the header is line 1
 * @param offset byte where the record starts in the decompressed stream
 * @param text the record's bytes without its line ending, cut at 64 KiB
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRow(long line, long offset, byte[] text) {}
