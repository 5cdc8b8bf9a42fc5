package io.quantmini.cli.demo;

import io.quantmini.market.Dataset;
import java.util.List;

/**
 * A fault put into a flat file on purpose.
 *
 * @param dataset of the file
 * @param session number of the session, counted from 0
 * @param kind what is wrong
 * @param place how far into the file, as a share of its rows
 */
public record Blemish(Dataset dataset, int session, Kind kind, double place) {
    /** What is wrong with a row. */
    public enum Kind {
        /** A low below zero: quarantined. */
        NEGATIVE_PRICE,
        /** Text where the volume stands: quarantined. */
        TEXT_IN_NUMBER,
        /** A bar that starts three days early: quarantined. */
        OFF_SESSION,
        /** The same row twice: one is dropped. */
        DUPLICATE;

        /** Whether the row ends in quarantine; otherwise it is dropped as a duplicate. */
        public boolean isQuarantined() {
            return this != DUPLICATE;
        }
    }

    private static final int PERIOD = 20;
    private static final List<Blemish> PATTERN = List.of(
            new Blemish(Dataset.STOCKS_MINUTE, 0, Kind.NEGATIVE_PRICE, 0.3),
            new Blemish(Dataset.STOCKS_MINUTE, 2, Kind.TEXT_IN_NUMBER, 0.6),
            new Blemish(Dataset.STOCKS_DAILY, 3, Kind.TEXT_IN_NUMBER, 0.7),
            new Blemish(Dataset.STOCKS_MINUTE, 5, Kind.DUPLICATE, 0.5),
            new Blemish(Dataset.STOCKS_MINUTE, 5, Kind.OFF_SESSION, 0.8),
            new Blemish(Dataset.OPTIONS_MINUTE, 6, Kind.DUPLICATE, 0.4),
            new Blemish(Dataset.OPTIONS_DAILY, 8, Kind.NEGATIVE_PRICE, 0.5));

    /** The faults of one file; they come again every twenty sessions. */
    static List<Blemish> of(Dataset dataset, int session) {
        return PATTERN.stream()
                .filter(fault -> fault.dataset.equals(dataset) && fault.session == session % PERIOD)
                .map(fault -> new Blemish(dataset, session, fault.kind, fault.place))
                .toList();
    }
}
