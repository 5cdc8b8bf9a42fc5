package io.quantmini.benchmarks;

import java.util.random.RandomGenerator;

/** How many bars each of many instruments has in a session: a power law, cut at the number of minutes. */
final class Activity {
    private Activity() {}

    /**
     * Bars of each instrument, in random order; their sum is {@code rows}.
     *
     * @param minutes most that one can have
     */
    static int[] bars(int instruments, int minutes, int rows, RandomGenerator random) {
        if (rows < instruments || rows > (long) instruments * minutes) {
            throw new IllegalArgumentException("[synthetic session] expected " + instruments + " to "
                    + (long) instruments * minutes + " rows, got " + rows);
        }
        double low = 0;
        double high = (double) instruments * minutes;
        while (high - low > 1e-6 * high) {
            double middle = (low + high) / 2;
            if (sum(instruments, minutes, middle) < rows) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int[] bars = new int[instruments];
        int left = rows;
        for (int rank = 0; rank < instruments; rank++) {
            bars[rank] = bars(rank, minutes, low);
            left -= bars[rank];
        }
        for (int rank = instruments - 1; left > 0; rank = (rank + instruments - 1) % instruments) {
            if (bars[rank] < minutes) {
                bars[rank]++;
                left--;
            }
        }
        shuffle(bars, random);
        return bars;
    }

    private static int bars(int rank, int minutes, double scale) {
        return (int) Math.max(1, Math.min(minutes, scale / (rank + 1)));
    }

    private static long sum(int instruments, int minutes, double scale) {
        long sum = 0;
        for (int rank = 0; rank < instruments; rank++) {
            sum += bars(rank, minutes, scale);
        }
        return sum;
    }

    private static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
    }
}
