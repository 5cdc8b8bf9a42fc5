package io.quantmini.stage;

import java.util.List;

/**
 * What a decoder read from one file.
 *
 * @param read records read after the header, malformed and blank ones included
 * @param blank blank lines
 * @param malformed records that did not parse, each reported to the request's sink
 * @param bytesIn length of the compressed file
 * @param bytesOut decompressed bytes
 * @param crc32 CRC-32 as the trailer of the file's last gzip member states it; 0 for a file that is no gzip
 * @param extraColumns header names nobody asked for
 */
public record FileTally(
        long read, long blank, long malformed, long bytesIn, long bytesOut, long crc32, List<String> extraColumns) {
    public FileTally {
        extraColumns = List.copyOf(extraColumns);
    }
}
