package io.quantmini.ingest.inflate;

/**
 * What a gzip file may come to.
 *
 * @param maxBytes most decompressed bytes
 * @param maxMembers most members
 */
public record GzipLimits(long maxBytes, int maxMembers) {
    /** No limits. */
    public static final GzipLimits NONE = new GzipLimits(Long.MAX_VALUE, Integer.MAX_VALUE);
}
