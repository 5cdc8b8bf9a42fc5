package io.quantmini.lake;

/**
 * One committed, immutable file as its manifest records it.
 *
 * @param path relative to the lake's root, with forward slashes
 * @param bytes length
 * @param rows number of rows
 * @param crc32c CRC-32C of the whole file, unsigned in the low 32 bits
 * @param minTimeMicros earliest bar start, epoch microseconds UTC; {@code Long.MAX_VALUE} when the file has no rows
 * @param maxTimeMicros latest bar start; {@code Long.MIN_VALUE} when the file has no rows
 */
public record LakeFile(String path, long bytes, long rows, long crc32c, long minTimeMicros, long maxTimeMicros) {}
