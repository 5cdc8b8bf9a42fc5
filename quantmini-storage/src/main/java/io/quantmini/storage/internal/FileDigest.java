package io.quantmini.storage.internal;

/**
 * What identifies a finished file.
 *
 * @param bytes length
 * @param rows number of rows
 * @param crc32c CRC-32C of the whole file
 * @param contentName first 16 hex digits of the SHA-256 of the whole file
 */
public record FileDigest(long bytes, long rows, long crc32c, String contentName) {}
