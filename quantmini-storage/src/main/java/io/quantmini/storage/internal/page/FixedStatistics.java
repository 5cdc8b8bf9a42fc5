package io.quantmini.storage.internal.page;

import org.apache.parquet.column.statistics.Statistics;

/** Least and greatest of a page's values, given to parquet-java's statistics, which know what to make of zeros. */
final class FixedStatistics {
    private FixedStatistics() {}

    static void update(FixedKind kind, long[] values, int count, Statistics<?> statistics) {
        if (count == 0) {
            return;
        }
        switch (kind) {
            case DOUBLE -> doubles(values, count, statistics);
            case FLOAT -> floats(values, count, statistics);
            default -> integers(kind, values, count, statistics);
        }
    }

    private static void integers(FixedKind kind, long[] values, int count, Statistics<?> statistics) {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            min = Math.min(min, values[i]);
            max = Math.max(max, values[i]);
        }
        switch (kind) {
            case INT64 -> {
                statistics.updateStats(min);
                statistics.updateStats(max);
            }
            case INT32 -> {
                statistics.updateStats((int) min);
                statistics.updateStats((int) max);
            }
            default -> {
                statistics.updateStats(min != 0);
                statistics.updateStats(max != 0);
            }
        }
    }

    private static void doubles(long[] values, int count, Statistics<?> statistics) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        int nans = 0;
        for (int i = 0; i < count; i++) {
            double value = Double.longBitsToDouble(values[i]);
            min = value < min ? value : min;
            max = value > max ? value : max;
            nans += Double.isNaN(value) ? 1 : 0;
        }
        statistics.incrementNanCount(nans);
        if (nans < count) {
            statistics.updateStats(min);
            statistics.updateStats(max);
        }
    }

    private static void floats(long[] values, int count, Statistics<?> statistics) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        int nans = 0;
        for (int i = 0; i < count; i++) {
            float value = Float.intBitsToFloat((int) values[i]);
            min = value < min ? value : min;
            max = value > max ? value : max;
            nans += Float.isNaN(value) ? 1 : 0;
        }
        statistics.incrementNanCount(nans);
        if (nans < count) {
            statistics.updateStats(min);
            statistics.updateStats(max);
        }
    }
}
