package io.quantmini.qlib.internal.check;

import io.quantmini.market.BarSchema;
import io.quantmini.qlib.internal.TickerRun;
import io.quantmini.qlib.internal.check.Aliases.Alias;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Compares with rows of daily options, sorted by ticker: sums of an underlying's volumes. Not thread-safe. */
final class OptionRowCheck implements RowCheck {
    private final Scope scope;
    private final SeriesBook book;
    private final Aliases aliases;
    private final TickerRun run;
    private final Map<String, Map<Integer, double[]>> sums = new HashMap<>();
    private final Set<Alias> used = new HashSet<>();

    OptionRowCheck(Scope scope, SeriesBook book, Aliases aliases) {
        this.scope = scope;
        this.book = book;
        this.aliases = aliases;
        this.run = new TickerRun(scope.wanted().directory());
    }

    @Override
    public void add(VectorSchemaRoot batch) {
        var tickers = (VarCharVector) batch.getVector(BarSchema.TICKER);
        var underlyings = (VarCharVector) batch.getVector(BarSchema.UNDERLYING);
        var types = (VarCharVector) batch.getVector(BarSchema.CONTRACT_TYPE);
        var dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        IntToDoubleFunction volumes = RowColumns.of(batch, BarSchema.VOLUME);
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (run.startsAt(tickers, row)) {
                finishBefore(run.ticker());
            }
            int entry = scope.timeline().entry(dates.get(row), 0);
            if (entry >= 0) {
                double[] day = sums.computeIfAbsent(text(underlyings, row), underlying -> new TreeMap<>())
                        .computeIfAbsent(entry, key -> new double[2]);
                day[text(types, row).equals("call") ? 0 : 1] += volumes.applyAsDouble(row);
            }
        }
    }

    @Override
    public void finish() {
        sums.forEach(this::compare);
        book.finish();
        aliases.findUnused(used, "an underlying that has rows", scope.findings());
    }

    /** In order of tickers the contracts of other roots may lie among an underlying's, but only those it begins. */
    private void finishBefore(String ticker) {
        List<String> ended = sums.keySet().stream()
                .filter(underlying -> !ticker.startsWith("O:" + underlying))
                .toList();
        for (String underlying : ended) {
            compare(underlying, sums.getOrDefault(underlying, Map.of()));
            sums.remove(underlying);
        }
    }

    private void compare(String underlying, Map<Integer, double[]> days) {
        Alias alias = aliases.on(underlying, 0);
        if (alias != null) {
            used.add(alias);
        }
        String instrument = alias == null ? underlying : alias.instrument();
        ExpectedSeries series = book.open(instrument);
        days.forEach((entry, volumes) -> {
            series.add(entry);
            for (String field : scope.fields()) {
                series.expect(field, entry, value(field, volumes[0], volumes[1]));
            }
        });
        book.finish(instrument);
    }

    private static double value(String field, double calls, double puts) {
        return switch (field) {
            case "call_volume" -> calls;
            case "put_volume" -> puts;
            case "put_call_ratio" -> puts / calls;
            default -> Double.NaN;
        };
    }

    private static String text(VarCharVector column, int row) {
        return new String(column.get(row), StandardCharsets.UTF_8);
    }
}
