package io.quantmini.qlib.internal.check;

import io.quantmini.market.BarSchema;
import io.quantmini.market.SecuritySpan;
import io.quantmini.qlib.internal.TickerRun;
import io.quantmini.qlib.internal.check.Aliases.Alias;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** Compares with rows of stocks, sorted by ticker, then time. Not thread-safe. */
final class StockRowCheck implements RowCheck {
    private static final Set<String> PRICES = Set.of(BarSchema.OPEN, BarSchema.HIGH, BarSchema.LOW, BarSchema.CLOSE);

    private final Scope scope;
    private final SeriesBook book;
    private final Aliases aliases;
    private final NameCheck names;
    private final Set<String> ofSeveral;
    private final TickerRun run;
    private final Set<String> ofThisTicker = new LinkedHashSet<>();
    private final Set<Alias> used = new HashSet<>();
    private @Nullable ExpectedSeries series;
    private @Nullable String instrument;
    private @Nullable SecuritySpan span;
    private long firstDay;
    private long lastDay;

    StockRowCheck(Scope scope, SeriesBook book, Aliases aliases) {
        this.scope = scope;
        this.book = book;
        this.aliases = aliases;
        this.names = new NameCheck(scope);
        this.ofSeveral = aliases.ofSeveralTickers();
        this.run = new TickerRun(scope.wanted().directory());
    }

    @Override
    public void add(VectorSchemaRoot batch) {
        var tickers = (VarCharVector) batch.getVector(BarSchema.SYMBOL);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        var times = (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP);
        Values values = new Values(scope.wanted().fields(), batch);
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (run.startsAt(tickers, row)) {
                leaveTicker();
            }
            int day = dates.get(row);
            int entry = scope.timeline().entry(day, times.get(row));
            if (entry >= 0) {
                ExpectedSeries expected = at(run.ticker(), day);
                expected.add(entry);
                values.expect(row, expected, entry);
            }
        }
    }

    @Override
    public void finish() {
        leaveTicker();
        book.finish();
        names.finish();
        aliases.findUnused(used, "a ticker and time that have rows", scope.findings());
    }

    /** The series that a bar stands in. */
    private ExpectedSeries at(String ticker, int day) {
        Alias alias = aliases.on(ticker, day);
        String name = alias == null ? ticker : alias.instrument();
        ExpectedSeries current = series;
        boolean sameSpan = span != null && day >= firstDay && day <= lastDay;
        if (current != null && sameSpan && name.equals(instrument)) {
            return current;
        }
        if (alias != null) {
            used.add(alias);
        }
        if (!sameSpan) {
            span = names.span(ticker, day);
            firstDay = span.from() == null ? Long.MIN_VALUE : span.from().toEpochDay();
            lastDay = span.to() == null ? Long.MAX_VALUE : span.to().toEpochDay();
        }
        names.see(Objects.requireNonNull(span), name, day);
        instrument = name;
        ofThisTicker.add(name);
        series = book.open(name);
        return series;
    }

    private void leaveTicker() {
        for (String name : ofThisTicker) {
            if (!ofSeveral.contains(name)) {
                book.finish(name);
            }
        }
        book.rest();
        ofThisTicker.clear();
        series = null;
        instrument = null;
        span = null;
    }

    /** What the fields should be, by the columns of a batch. */
    private static final class Values {
        private final List<String> fields;
        private final List<IntToDoubleFunction> columns;
        private final IntToDoubleFunction factor;
        private final IntToDoubleFunction close;

        Values(List<String> fields, VectorSchemaRoot batch) {
            this.fields = fields;
            this.columns =
                    fields.stream().map(field -> RowColumns.of(batch, field)).toList();
            this.factor = RowColumns.of(batch, "factor");
            this.close = RowColumns.of(batch, BarSchema.CLOSE);
        }

        void expect(int row, ExpectedSeries expected, int entry) {
            double adjustment = factor.applyAsDouble(row);
            for (int field = 0; field < fields.size(); field++) {
                String name = fields.get(field);
                double raw = columns.get(field).applyAsDouble(row);
                if (PRICES.contains(name)) {
                    expected.expect(name, entry, raw * adjustment);
                } else if (name.equals(BarSchema.VOLUME)) {
                    expected.expect(name, entry, raw / adjustment);
                } else if (name.equals("change")) {
                    expected.close(entry, close.applyAsDouble(row) * adjustment);
                } else {
                    expected.expect(name, entry, raw);
                }
            }
        }
    }
}
