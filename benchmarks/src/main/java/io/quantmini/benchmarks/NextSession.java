package io.quantmini.benchmarks;

import io.quantmini.Quantmini;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.util.Collections;
import java.util.stream.Stream;

/** The session that a lake grows by. */
public final class NextSession {
    private NextSession() {}

    /** The first session after the newest one in bronze, which has some. */
    public static LocalDate of(Quantmini quantmini, Dataset dataset) {
        LocalDate newest = Collections.max(quantmini.lake().catalog().sessions(dataset, Layer.BRONZE));
        TradingCalendar calendar = quantmini.context().calendar();
        return Stream.iterate(newest.plusDays(1), date -> date.plusDays(1))
                .filter(calendar::isSession)
                .findFirst()
                .orElseThrow();
    }
}
