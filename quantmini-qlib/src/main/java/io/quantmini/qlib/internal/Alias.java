package io.quantmini.qlib.internal;

import java.time.LocalDate;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code aliases.csv}: bars of a ticker that stand under another name.
 *
 * @param ticker as the bars have it
 * @param instrument as Qlib knows it
 * @param from first date of the ticker's time under that name; null for no bound
 * @param to last date; null for no bound
 */
record Alias(
        String ticker,
        String instrument,
        @Nullable LocalDate from,
        @Nullable LocalDate to) implements Comparable<Alias> {
    static final String FILE = "aliases.csv";
    static final String HEADER = "ticker,instrument,from,to\n";

    private static final Comparator<Alias> ORDER = Comparator.comparing(Alias::line);

    String line() {
        return ticker + "," + instrument + "," + (from == null ? "" : from) + "," + (to == null ? "" : to) + "\n";
    }

    @Override
    public int compareTo(Alias other) {
        return ORDER.compare(this, other);
    }
}
