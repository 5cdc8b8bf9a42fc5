package io.quantmini.stage;

/**
 * Caps of one file; past any of them it is rejected whole. A share is a fraction of the records read; a file may always
 * have the minimum, however small it is.
 *
 * @param maxBytes decompressed bytes
 * @param maxMembers gzip members
 * @param maxLineBytes bytes of one record, at most {@link #MAX_LINE_BYTES}; a longer one is quarantined
 * @param minFaults rows that may fail in any file
 * @param maxMalformedShare share of records that may fail to parse
 * @param maxMarketShare share of records that may break a market rule
 */
public record IngestLimits(
        long maxBytes,
        int maxMembers,
        int maxLineBytes,
        int minFaults,
        double maxMalformedShare,
        double maxMarketShare) {
    /** 64 GiB, 10,000 members, 64 KiB lines; max(10, 0.1 %) malformed, max(10, 5 %) against a market rule. */
    public static final IngestLimits DEFAULT = new IngestLimits(64L << 30, 10_000, 64 << 10, 10, 0.001, 0.05);

    /** Most that {@link #maxLineBytes()} can be: 1 MiB, as a whole record is held in memory. */
    public static final int MAX_LINE_BYTES = 1 << 20;

    public IngestLimits {
        if (maxBytes <= 0 || maxMembers <= 0 || maxLineBytes <= 0 || minFaults < 0) {
            throw new IllegalArgumentException("[ingest limits] expected positive caps, got maxBytes=" + maxBytes
                    + ", maxMembers=" + maxMembers + ", maxLineBytes=" + maxLineBytes + ", minFaults=" + minFaults);
        }
        if (maxLineBytes > MAX_LINE_BYTES) {
            throw new IllegalArgumentException(
                    "[ingest limits] expected maxLineBytes of at most " + MAX_LINE_BYTES + ", got " + maxLineBytes);
        }
        if (!(maxMalformedShare >= 0 && maxMalformedShare <= 1 && maxMarketShare >= 0 && maxMarketShare <= 1)) {
            throw new IllegalArgumentException("[ingest limits] expected shares within [0, 1], got malformed="
                    + maxMalformedShare + ", market=" + maxMarketShare);
        }
    }
}
