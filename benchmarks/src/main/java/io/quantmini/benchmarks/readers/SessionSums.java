package io.quantmini.benchmarks.readers;

/**
 * What tells one version of a session from another.
 *
 * @param rows their number
 * @param lowest lowest close
 * @param highest highest close
 * @param volume sum of the volumes
 */
record SessionSums(long rows, double lowest, double highest, double volume) {
    static final SessionSums NONE = new SessionSums(0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0);

    SessionSums plus(double close, double more) {
        return new SessionSums(rows + 1, Math.min(lowest, close), Math.max(highest, close), volume + more);
    }
}
