package io.quantmini;

import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.Frequency;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.TradingHours;
import java.time.LocalDate;
import java.util.List;

/**
 * Says which bars are wanted; then {@link #cursor()} or {@link #stream()} gets them. By default all sessions, one-minute
 * bars, all trading hours, raw prices. Not thread-safe.
 */
public final class BarSelection {
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private final Quantmini quantmini;
    private final List<String> tickers;
    private LocalDate from = EARLIEST;
    private LocalDate to = LATEST;
    private BarInterval interval = BarInterval.ONE_MINUTE;
    private TradingHours hours = TradingHours.ALL;

    BarSelection(Quantmini quantmini, List<String> tickers) {
        this.quantmini = quantmini;
        this.tickers = tickers;
    }

    /** First session wanted, an ISO date. */
    public BarSelection from(String session) {
        return from(LocalDate.parse(session));
    }

    /** First session wanted. */
    public BarSelection from(LocalDate session) {
        this.from = session;
        return this;
    }

    /** Last session wanted, an ISO date. */
    public BarSelection to(String session) {
        return to(LocalDate.parse(session));
    }

    /** Last session wanted. */
    public BarSelection to(LocalDate session) {
        this.to = session;
        return this;
    }

    /** Length of the bars, made from minutes or days. */
    public BarSelection every(BarInterval length) {
        this.interval = length;
        return this;
    }

    /** Only bars between the open and the close. */
    public BarSelection regularHours() {
        this.hours = TradingHours.REGULAR;
        return this;
    }

    /** The bars one after the other; the caller closes the cursor. */
    public BarCursor cursor() {
        return new BarCursor(stream());
    }

    /** The bars as Arrow batches in the program's allocator; the caller closes the stream. */
    public BatchStream stream() {
        boolean options = !tickers.isEmpty() && tickers.get(0).startsWith(OptionTicker.PREFIX);
        boolean minutes = interval.source() == Frequency.MINUTE;
        Dataset dataset = options
                ? (minutes ? Dataset.OPTIONS_MINUTE : Dataset.OPTIONS_DAILY)
                : (minutes ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY);
        BarQuery query = new BarQuery(dataset, Layer.BRONZE, tickers, new SessionRange(from, to), interval, hours);
        return quantmini.queryEngine().bars(query, quantmini.context().allocator());
    }
}
