package io.quantmini.lake;

/**
 * The files of a unit, in sum.
 *
 * @param count number of files
 * @param bytes their length
 * @param rows their rows
 * @param manifest path of the list of files, relative to the lake's root
 * @param crc32c CRC-32C of the manifest, unsigned in the low 32 bits
 */
public record FileTotals(long count, long bytes, long rows, String manifest, long crc32c) {}
