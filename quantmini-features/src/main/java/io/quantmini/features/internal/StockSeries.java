package io.quantmini.features.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.market.FactorSpan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Series of stocks. Of daily bars one a security, with a row of nulls for each session without a bar between the first and the
 * last; of minute bars one a symbol and session.
 */
final class StockSeries implements SeriesSource {
    private final boolean daily;
    private final Sessions sessions;
    private final StockIdentities identities;
    private final StockColumns columns;
    private final CrossSections cross;
    private final int date;
    private final int timestamp;

    StockSeries(Dataset dataset, Sessions sessions, StockIdentities identities, CrossSections cross) {
        RowBlock layout = RowBlock.of(dataset);
        this.daily = !dataset.isMinute();
        this.sessions = sessions;
        this.identities = identities;
        this.cross = cross;
        this.columns = new StockColumns(layout);
        this.date = layout.place(BarSchema.DATE);
        this.timestamp = layout.place(BarSchema.TIMESTAMP);
    }

    @Override
    public int fields() {
        return StockColumns.COUNT + cross.count();
    }

    @Override
    public Cut of(RowBlock block) {
        return (run, series, ready) -> each(block, run, series, ready);
    }

    private void each(RowBlock block, Run run, Series series, Runnable ready) {
        String symbol = run.key();
        boolean mayChange = identities.mayChange(symbol);
        int[] days = block.ints(date);
        int from = run.from();
        while (from < run.to()) {
            String security = identities.securityOf(symbol, days[from]);
            int to = from + 1;
            while (to < run.to()
                    && (daily ? !mayChange || isSame(security, symbol, days[to]) : days[to] == days[from])) {
                to++;
            }
            series.clear();
            Factors factors = new Factors(identities.factors(security));
            if (identities.tickers(security).isEmpty()) {
                fill(block, run.part(from, to), firstNumber(security), factors, series);
            } else {
                merge(new Piece(run, from, to, security), factors, series);
            }
            if (series.given() > 0) {
                ready.run();
            }
            from = to;
        }
    }

    private boolean isSame(String security, String symbol, int epochDay) {
        return security.equals(identities.securityOf(symbol, epochDay));
    }

    /** Number of the first session in which there is a row; the largest number where only the bars tell. */
    private int firstNumber(String security) {
        LocalDate first = identities.firstSession(security);
        return first == null ? Integer.MAX_VALUE : sessions.numberFrom(first);
    }

    /** The rows of one symbol, or of one of its sessions. */
    private void fill(RowBlock block, Run rows, int firstNumber, Factors factors, Series series) {
        int[] days = block.ints(date);
        series.reserve(rows.to() - rows.from());
        int next = daily ? firstNumber : Integer.MAX_VALUE;
        for (int row = rows.from(); row < rows.to(); row++) {
            int number = sessions.number(days[row]);
            if (number < 0) {
                continue;
            }
            if (number > next) {
                series.skip(number - next);
                series.reserve(rows.to() - row);
            }
            next = daily ? number + 1 : next;
            columns.add(block, row, factors.at(days[row]), series);
            if (cross.count() > 0) {
                crossSections(rows.key(), number, series);
            }
            if (sessions.isWanted(days[row])) {
                series.give(row);
            }
        }
    }

    private void crossSections(String symbol, int number, Series series) {
        for (int section = 0; section < cross.count(); section++) {
            series.column(StockColumns.COUNT + section)[series.rows() - 1] = cross.get(symbol, section, number);
        }
    }

    /** Part of a run that is one security, which had other tickers as well. */
    private record Piece(Run run, int from, int to, String security) {}

    /** A bar of a security among those read before all others. */
    private record Bar(int number, long micros, String ticker, int row) {
        static final Comparator<Bar> ORDER = Comparator.comparingInt(Bar::number)
                .thenComparingLong(Bar::micros)
                .thenComparing(Bar::ticker);
    }

    /** The rows of all tickers of a security. */
    private void merge(Piece piece, Factors factors, Series series) {
        String symbol = piece.run().key();
        List<Bar> bars = new ArrayList<>();
        identities.tickers(piece.security()).forEach(ticker -> collect(piece.security(), ticker, bars));
        bars.sort(Bar.ORDER);
        RowBlock block = identities.bars();
        int[] days = block.ints(date);
        int next = firstNumber(piece.security());
        for (Bar bar : bars) {
            series.skip(bar.number() - next);
            next = bar.number() + 1;
            series.reserve(1);
            columns.add(block, bar.row(), factors.at(days[bar.row()]), series);
            crossSections(bar.ticker(), bar.number(), series);
            int row = ownRow(piece, symbol, bar);
            if (row >= piece.from() && row < piece.to() && sessions.isWanted(days[bar.row()])) {
                series.give(row);
            }
        }
    }

    /** The row of the block at hand that is this bar; negative for a bar of another ticker. */
    private int ownRow(Piece piece, String symbol, Bar bar) {
        Run kept = identities.run(symbol);
        return kept == null || !bar.ticker().equals(symbol)
                ? -1
                : bar.row() - kept.from() + piece.run().from();
    }

    private void collect(String security, String ticker, List<Bar> bars) {
        Run run = identities.run(ticker);
        if (run == null) {
            return;
        }
        RowBlock block = identities.bars();
        for (int row = run.from(); row < run.to(); row++) {
            int day = block.ints(date)[row];
            int number = sessions.number(day);
            if (number >= 0 && isSame(security, ticker, day)) {
                bars.add(new Bar(number, block.longs(timestamp)[row], ticker, row));
            }
        }
    }

    /** A security's factors, asked for with days that do not go back. */
    private static final class Factors {
        private final List<FactorSpan> spans;
        private int next;
        private double factor = 1;

        Factors(List<FactorSpan> spans) {
            this.spans = spans;
        }

        double at(int epochDay) {
            while (next < spans.size() && spans.get(next).from().toEpochDay() <= epochDay) {
                factor = spans.get(next++).factor();
            }
            return factor;
        }
    }
}
