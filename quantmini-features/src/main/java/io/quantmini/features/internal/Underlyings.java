package io.quantmini.features.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.feature.NullReason;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.FeatureRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * The closes of the stocks that options are on: read before the options, and kept. An option's stock is that with the root as
 * ticker if it trades in the session, else the only one whose ticker is the root with dots. Immutable once read.
 */
final class Underlyings {
    private static final List<String> COLUMNS =
            List.of(BarSchema.SYMBOL, BarSchema.TIMESTAMP, BarSchema.DATE, BarSchema.CLOSE);

    private final Map<String, Quotes> stocks = new HashMap<>();
    private final Map<String, List<Quotes>> dotted = new HashMap<>();

    /** What a stock's bars closed at, in time order. */
    private static final class Quotes {
        private final List<Integer> days = new ArrayList<>();
        private final List<Long> micros = new ArrayList<>();
        private final List<Double> closes = new ArrayList<>();

        /** Index of the last bar of the day that starts at the time or before; negative for none. */
        int last(int day, long until) {
            int low = 0;
            int high = days.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean after = days.get(middle) > day || (days.get(middle) == day && micros.get(middle) > until);
                if (after) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low > 0 && days.get(low - 1) == day ? low - 1 : -1;
        }

        boolean trades(int day) {
            return last(day, Long.MAX_VALUE) >= 0;
        }
    }

    /** Closes of the request's sessions; none for an option set that does not ask for them. */
    static Underlyings read(FeatureRequest request, Sessions sessions, BufferAllocator allocator) {
        Underlyings underlyings = new Underlyings();
        if (!request.underlyingBars().isEmpty()) {
            try (BatchStream bars = request.underlyingBars().open(COLUMNS, Set.of(), allocator)) {
                while (bars.advance()) {
                    underlyings.add(bars.batch(), sessions);
                }
            }
        }
        underlyings.stocks.forEach((symbol, quotes) -> {
            if (symbol.indexOf('.') >= 0) {
                underlyings
                        .dotted
                        .computeIfAbsent(symbol.replace(".", ""), root -> new ArrayList<>())
                        .add(quotes);
            }
        });
        return underlyings;
    }

    /** The stocks of a dataset's options, of the same frequency. */
    static Dataset stocks(Dataset options) {
        return options.isMinute() ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY;
    }

    /** A root on one day: the stock, or why there is none. */
    static final class OnDay {
        private final @Nullable Quotes quotes;
        private final @Nullable NullReason missing;
        private final int day;

        private OnDay(@Nullable Quotes quotes, @Nullable NullReason missing, int day) {
            this.quotes = quotes;
            this.missing = missing;
            this.day = day;
        }

        /** The close of the last bar that starts at the time or before; NaN for none. */
        double close(long micros) {
            Quotes stock = quotes;
            int last = stock == null ? -1 : stock.last(day, micros);
            return stock == null || last < 0 ? Double.NaN : stock.closes.get(last);
        }

        /** Why there is no close at a time. */
        NullReason reason() {
            return missing == null ? NullReason.NO_STOCK_BAR_YET : missing;
        }
    }

    OnDay onDay(String root, int day) {
        if (Character.isDigit(root.charAt(root.length() - 1))) {
            return new OnDay(null, NullReason.ADJUSTED_CONTRACT, day);
        }
        Quotes same = stocks.get(root);
        if (same != null && same.trades(day)) {
            return new OnDay(same, null, day);
        }
        List<Quotes> others = dotted.getOrDefault(root, List.of()).stream()
                .filter(quotes -> quotes.trades(day))
                .toList();
        return switch (others.size()) {
            case 0 -> new OnDay(null, NullReason.NO_STOCK, day);
            case 1 -> new OnDay(others.get(0), null, day);
            default -> new OnDay(null, NullReason.SEVERAL_STOCKS, day);
        };
    }

    private void add(VectorSchemaRoot batch, Sessions sessions) {
        VarCharVector symbols = (VarCharVector) batch.getVector(BarSchema.SYMBOL);
        DateDayVector dates = (DateDayVector) batch.getVector(BarSchema.DATE);
        TimeStampVector times = (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP);
        Float8Vector closes = (Float8Vector) batch.getVector(BarSchema.CLOSE);
        for (int row = 0; row < batch.getRowCount(); row++) {
            if (sessions.number(dates.get(row)) >= 0) {
                String symbol = new String(symbols.get(row), StandardCharsets.UTF_8);
                Quotes quotes = stocks.computeIfAbsent(symbol, key -> new Quotes());
                quotes.days.add(dates.get(row));
                quotes.micros.add(times.get(row));
                quotes.closes.add(closes.get(row));
            }
        }
    }
}
