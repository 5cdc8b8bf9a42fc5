package io.quantmini.query;

/**
 * What an engine's cache did since it was opened.
 *
 * @param hits answers that were kept
 * @param misses questions that were answered from files
 * @param evictions answers that went for want of room or time
 * @param entries answers kept now
 * @param bytes of them
 */
public record CacheStatistics(long hits, long misses, long evictions, long entries, long bytes) {}
