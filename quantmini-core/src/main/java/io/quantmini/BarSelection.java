package io.quantmini;

import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BarRecord;
import io.quantmini.batch.BatchStream;
import io.quantmini.batch.Panel;
import io.quantmini.internal.WholeAnswer;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.Frequency;
import io.quantmini.market.OptionTicker;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.BarKeys;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.PriceView;
import io.quantmini.stage.TradingHours;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which bars are wanted; then {@link #cursor()}, {@link #stream()}, {@link #list()} or {@link #panel} gets them. By
 * default all sessions of bronze, one-minute bars, all trading hours, raw prices. Not thread-safe.
 */
public final class BarSelection {
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2199, 12, 31);

    private final Quantmini quantmini;
    private final BarKeys keys;
    private LocalDate from = EARLIEST;
    private LocalDate to = LATEST;
    private Layer layer = Layer.BRONZE;
    private BarInterval interval = BarInterval.ONE_MINUTE;
    private TradingHours hours = TradingHours.ALL;
    private PriceView prices = PriceView.RAW;
    private String[] columns = {};

    BarSelection(Quantmini quantmini, BarKeys keys) {
        this.quantmini = quantmini;
        this.keys = keys;
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

    /** Bronze or silver. */
    public BarSelection in(Layer wanted) {
        this.layer = wanted;
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

    /** Prices and volume adjusted for splits and dividends, the earliest as traded. */
    public BarSelection adjusted() {
        return prices(PriceView.ADJUSTED);
    }

    /** Prices and volume seen so. */
    public BarSelection prices(PriceView view) {
        this.prices = view;
        return this;
    }

    /** Columns after key and time instead of those of a bar; a cursor and a list need those. */
    public BarSelection columns(String... names) {
        this.columns = names.clone();
        return this;
    }

    /** The question as it stands. */
    public BarQuery query() {
        return BarQuery.of(dataset(), keys)
                .in(layer)
                .during(new SessionRange(from, to))
                .every(interval)
                .hours(hours)
                .prices(prices)
                .columns(columns);
    }

    /** The bars one after the other; the caller closes the cursor. */
    public BarCursor cursor() {
        return new BarCursor(stream());
    }

    /** The bars as Arrow batches in the program's allocator; the caller closes the stream. */
    public BatchStream stream() {
        return quantmini.queryEngine().bars(query(), quantmini.context().allocator());
    }

    /**
     * All bars, in memory. Asked for again when a commit took a file away meanwhile.
     *
     * @throws io.quantmini.lake.ConcurrentCommitException when that happened ten times in a row
     */
    public List<BarRecord> list() {
        return WholeAnswer.of(() -> {
            List<BarRecord> bars = new ArrayList<>();
            try (BarCursor cursor = cursor()) {
                Bar bar = cursor.bar();
                while (cursor.next()) {
                    bars.add(BarRecord.of(bar));
                }
            }
            return bars;
        });
    }

    /**
     * One column of daily bars as sessions by symbols. Asked for again when a commit took a file away meanwhile.
     *
     * @param column of numbers
     * @throws IllegalArgumentException when the bars are not daily
     * @throws io.quantmini.lake.ConcurrentCommitException when that happened ten times in a row
     */
    public Panel panel(String column) {
        BarQuery query = query().columns(column);
        return WholeAnswer.of(() -> {
            try (BatchStream rows =
                    quantmini.queryEngine().bars(query, quantmini.context().allocator())) {
                return Panel.of(rows, column, quantmini.context().calendar());
            }
        });
    }

    private Dataset dataset() {
        boolean options = keys.kind() == BarKeys.Kind.UNDERLYINGS
                || (keys.kind() == BarKeys.Kind.TICKERS && keys.names().get(0).startsWith(OptionTicker.PREFIX));
        boolean minutes = interval.source() == Frequency.MINUTE;
        return options
                ? (minutes ? Dataset.OPTIONS_MINUTE : Dataset.OPTIONS_DAILY)
                : (minutes ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY);
    }
}
