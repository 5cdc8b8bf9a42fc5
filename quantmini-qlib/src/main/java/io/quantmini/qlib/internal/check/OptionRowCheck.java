package io.quantmini.qlib.internal.check;

import io.quantmini.market.BarSchema;
import io.quantmini.qlib.internal.ThirtyDayVolatility.Contract;
import io.quantmini.qlib.internal.TickerRun;
import io.quantmini.qlib.internal.UnderlyingDay;
import io.quantmini.qlib.internal.check.Aliases.Alias;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Compares with rows of daily options, sorted by ticker: what an underlying's contracts add up to, and the contracts that are
 * instruments. Not thread-safe.
 */
final class OptionRowCheck implements RowCheck {
    private final Scope scope;
    private final SeriesBook book;
    private final Aliases aliases;
    private final TickerRun run;
    private final Map<String, SortedMap<Integer, UnderlyingDay>> open = new HashMap<>();
    private final Set<Alias> used = new HashSet<>();
    private SortedMap<Integer, UnderlyingDay> current = new TreeMap<>();
    private Contract contract = new Contract(0, false, 0);
    /** The instrument that the contract is by itself; null when it is none. */
    private @Nullable String instrument;

    OptionRowCheck(Scope scope, SeriesBook book, Aliases aliases) {
        this.scope = scope;
        this.book = book;
        this.aliases = aliases;
        this.run = new TickerRun(scope.wanted().directory());
    }

    @Override
    public void add(VectorSchemaRoot batch) {
        var tickers = (VarCharVector) batch.getVector(BarSchema.TICKER);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        IntToDoubleFunction volumes = RowColumns.of(batch, BarSchema.VOLUME);
        IntToDoubleFunction closes = RowColumns.of(batch, "underlying_close");
        IntToDoubleFunction volatilities = RowColumns.of(batch, "implied_volatility");
        Map<String, IntToDoubleFunction> values = new HashMap<>();
        scope.wanted().contracts().fields().forEach(field -> values.put(field, RowColumns.of(batch, field)));
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (run.startsAt(tickers, row)) {
                begin(batch, row);
            }
            int date = dates.get(row);
            int entry = scope.timeline().entry(date, 0);
            if (entry < 0) {
                continue;
            }
            UnderlyingDay day = current.computeIfAbsent(entry, key -> new UnderlyingDay(date));
            day.trade(contract.isCall(), volumes.applyAsDouble(row));
            day.volatility().add(contract, closes.applyAsDouble(row), volatilities.applyAsDouble(row));
            if (instrument != null) {
                ExpectedSeries series = book.open(instrument);
                series.add(entry);
                int at = row;
                values.forEach((field, value) -> series.expect(field, entry, value.applyAsDouble(at)));
            }
        }
    }

    @Override
    public void finish() {
        endContract();
        open.forEach(this::compare);
        book.finish();
        aliases.findUnused(used, "an underlying that has rows, or a contract", scope.findings());
    }

    private void begin(VectorSchemaRoot batch, int row) {
        endContract();
        finishBefore(run.ticker());
        String underlying = text((VarCharVector) batch.getVector(BarSchema.UNDERLYING), row);
        current = open.computeIfAbsent(underlying, root -> new TreeMap<>());
        contract = new Contract(
                ((DateDayVector) batch.getVector(BarSchema.EXPIRATION_DATE)).get(row),
                text((VarCharVector) batch.getVector(BarSchema.CONTRACT_TYPE), row)
                        .equals("call"),
                ((Float8Vector) batch.getVector(BarSchema.STRIKE_PRICE)).get(row));
        if (scope.wanted().contracts().underlyings().contains(underlying)) {
            instrument = instrument(run.ticker());
        }
    }

    private void endContract() {
        String ended = instrument;
        if (ended != null && book.isOpen(ended)) {
            book.finish(ended);
        }
        instrument = null;
    }

    /** In order of tickers the contracts of other roots may lie among an underlying's, but only those it begins. */
    private void finishBefore(String ticker) {
        List<String> ended = open.keySet().stream()
                .filter(underlying -> !ticker.startsWith("O:" + underlying))
                .toList();
        for (String underlying : ended) {
            compare(underlying, open.getOrDefault(underlying, new TreeMap<>()));
            open.remove(underlying);
        }
    }

    private void compare(String underlying, SortedMap<Integer, UnderlyingDay> days) {
        if (days.isEmpty()) {
            return;
        }
        String name = instrument(underlying);
        ExpectedSeries series = book.open(name);
        days.forEach((entry, day) -> {
            series.add(entry);
            for (String field : scope.fields(name)) {
                series.expect(field, entry, day.get(field));
            }
        });
        book.finish(name);
    }

    /** The name that the bars of a ticker or underlying stand under. */
    private String instrument(String ticker) {
        Alias alias = aliases.on(ticker, 0);
        if (alias == null) {
            return ticker;
        }
        used.add(alias);
        return alias.instrument();
    }

    private static String text(VarCharVector column, int row) {
        return new String(column.get(row), StandardCharsets.UTF_8);
    }
}
