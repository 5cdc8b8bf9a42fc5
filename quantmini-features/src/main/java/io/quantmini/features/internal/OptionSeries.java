package io.quantmini.features.internal;

import io.quantmini.feature.FeatureSet;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.Rates;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Series of options, raw: of daily bars one a contract, of its bars present; of minute bars one a contract and session. */
final class OptionSeries implements SeriesSource {
    /** Characters of a ticker after the expiration date: C or P, and the strike price. */
    static final int AFTER_EXPIRATION = 9;

    /** The column after the fields: the {@link Reasons} why there is no underlying's close. */
    static final int GAP = 14;

    private static final int STRIKE = 6;
    private static final int CALL = 7;
    private static final int DAYS = 8;
    private static final int UNDERLYING = 9;
    private static final int RATE = 10;
    private static final int YIELD = 11;
    private static final int CHAIN_CALLS = 12;
    private static final int CHAIN_PUTS = 13;

    private final Dataset dataset;
    private final Sessions sessions;
    private final Rates rates;
    private final @Nullable Underlyings underlyings;
    private final boolean chains;
    private final int date;
    private final int timestamp;
    private final int expiration;
    private final int strike;
    private final int underlying;
    private final int[] bars;
    private final int transactions;

    /**
     * Series of a request.
     *
     * @param underlyings null where no feature asks for them
     * @param chains whether one asks for a chain's volumes
     */
    OptionSeries(FeatureRequest request, Sessions sessions, @Nullable Underlyings underlyings, boolean chains) {
        this.dataset = request.dataset();
        this.sessions = sessions;
        this.rates = request.rates();
        this.underlyings = underlyings;
        this.chains = chains;
        RowBlock layout = RowBlock.of(dataset);
        this.date = layout.place(BarSchema.DATE);
        this.timestamp = layout.place(BarSchema.TIMESTAMP);
        this.expiration = layout.place(BarSchema.EXPIRATION_DATE);
        this.strike = layout.place(BarSchema.STRIKE_PRICE);
        this.underlying = layout.place(BarSchema.UNDERLYING);
        this.transactions = layout.place(BarSchema.TRANSACTIONS);
        this.bars = new int[] {
            layout.place(BarSchema.OPEN),
            layout.place(BarSchema.HIGH),
            layout.place(BarSchema.LOW),
            layout.place(BarSchema.CLOSE),
            layout.place(BarSchema.VOLUME)
        };
    }

    static boolean isCall(String ticker) {
        return ticker.charAt(ticker.length() - AFTER_EXPIRATION) == 'C';
    }

    @Override
    public int fields() {
        return GAP + 1;
    }

    @Override
    public int reach() {
        return dataset.isMinute() ? -1 : FeatureSet.CONTRACT_REACH_SESSIONS;
    }

    @Override
    public Cut of(RowBlock block) {
        ChainVolumes volumes = chains ? ChainVolumes.of(block, sessions) : null;
        return (run, series, ready) -> each(new Contract(block, run, volumes), series, ready);
    }

    private record Contract(
            RowBlock block, Run run, @Nullable ChainVolumes volumes) {
        boolean call() {
            return isCall(run.key());
        }
    }

    private void each(Contract contract, Series series, Runnable ready) {
        int[] days = contract.block().ints(date);
        Run run = contract.run();
        int from = run.from();
        while (from < run.to()) {
            int to = from + 1;
            while (to < run.to() && (!dataset.isMinute() || days[to] == days[from])) {
                to++;
            }
            series.clear();
            series.reserve(to - from);
            fill(contract, run.part(from, to), series);
            if (series.given() > 0) {
                ready.run();
            }
            from = to;
        }
    }

    private void fill(Contract contract, Run rows, Series series) {
        RowBlock block = contract.block();
        String root = rows.textOf(underlying);
        String chain = ChainVolumes.chain(rows.key());
        int[] days = block.ints(date);
        Session session = null;
        for (int from = rows.from(); from < rows.to(); from++) {
            int number = sessions.number(days[from]);
            if (number < 0) {
                continue;
            }
            if (session == null || session.day() != days[from]) {
                session = session(root, days[from]);
            }
            int row = series.add();
            series.number(number);
            for (int i = 0; i < bars.length; i++) {
                series.column(i)[row] = block.doubles(bars[i])[from];
            }
            series.column(bars.length)[row] = block.ints(transactions)[from];
            series.column(STRIKE)[row] = block.doubles(strike)[from];
            series.column(CALL)[row] = contract.call() ? 1 : 0;
            series.column(DAYS)[row] = block.ints(expiration)[from] - days[from];
            series.column(RATE)[row] = session.rate();
            series.column(YIELD)[row] = session.dividendYield();
            stock(session, block.longs(timestamp)[from], series, row);
            ChainVolumes volumes = contract.volumes();
            series.column(CHAIN_CALLS)[row] = volumes == null ? Double.NaN : volumes.calls(chain, days[from]);
            series.column(CHAIN_PUTS)[row] = volumes == null ? Double.NaN : volumes.puts(chain, days[from]);
            if (sessions.isWanted(days[from])) {
                series.give(from);
            }
        }
    }

    /** What all rows of a root and session share. */
    private record Session(int day, double rate, double dividendYield, Underlyings.@Nullable OnDay stock) {}

    private Session session(String root, int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return new Session(
                day,
                rates.rate().on(date),
                rates.dividendYield().on(date),
                underlyings == null ? null : underlyings.onDay(root, day));
    }

    private void stock(Session session, long micros, Series series, int row) {
        Underlyings.OnDay stock = session.stock();
        double close = stock == null ? Double.NaN : stock.close(dataset.isMinute() ? micros : Long.MAX_VALUE);
        series.column(UNDERLYING)[row] = close;
        series.column(GAP)[row] = Reasons.code(stock == null || !Double.isNaN(close) ? null : stock.reason());
    }
}
