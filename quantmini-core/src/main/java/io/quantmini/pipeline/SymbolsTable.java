package io.quantmini.pipeline;

import io.quantmini.market.BarSchema;
import io.quantmini.market.TradingCalendar;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of {@code metadata/stocks/symbols}, by symbol: from bronze {@code stocks_daily}, added month by month, its
 * sessions alone (bars of a date that is no session are left out). Prices and volumes are raw, tickers are not joined to
 * securities. {@code avg_volume_20} is the mean of the last 20 bars, of all where there are fewer; {@code gaps} counts the
 * sessions of the calendar between the first and the last in which the symbol has no bar.
 */
final class SymbolsTable {
    static final Schema SCHEMA = RowBatches.schema(
            RowBatches.text("symbol"),
            RowBatches.date("first_date"),
            RowBatches.date("last_date"),
            RowBatches.integer("sessions", 32),
            RowBatches.number("last_close"),
            RowBatches.number("avg_volume_20"),
            RowBatches.integer("gaps", 32));
    static final List<String> COLUMNS =
            List.of(BarSchema.SYMBOL, BarSchema.TIMESTAMP, BarSchema.DATE, BarSchema.CLOSE, BarSchema.VOLUME);
    private static final int DATE = 2;
    private static final int CLOSE = 3;
    private static final int VOLUME = 4;
    private static final int WINDOW = 20;

    private final TradingCalendar calendar;
    private final Map<String, Series> series = new TreeMap<>();

    SymbolsTable(TradingCalendar calendar) {
        this.calendar = calendar;
    }

    /** Adds rows sorted by symbol, then time, all of them later than those added before. */
    void add(SortedRows bars) {
        boolean more = bars.next();
        while (more) {
            String symbol = new String(bars.text(0), StandardCharsets.UTF_8);
            Series known = series.get(symbol);
            Series grown = known == null ? new Series() : known;
            do {
                LocalDate date = LocalDate.ofEpochDay(bars.day(DATE));
                if (calendar.isSession(date)) {
                    grown.add(date, bars.number(CLOSE), bars.number(VOLUME));
                }
                more = bars.next();
            } while (more && !bars.startsKey());
            if (grown.sessions > 0) {
                series.put(symbol, grown);
            }
        }
    }

    RowBatches.Rows rows() {
        Iterator<Map.Entry<String, Series>> entries = series.entrySet().iterator();
        return row -> {
            if (!entries.hasNext()) {
                return false;
            }
            Map.Entry<String, Series> entry = entries.next();
            Series bars = entry.getValue();
            int spanned = calendar.indexOf(bars.last) - calendar.indexOf(bars.first) + 1;
            row.text(entry.getKey()).date(bars.first).date(bars.last).integer(bars.sessions);
            row.number(bars.close).number(bars.meanVolume()).integer(spanned - bars.sessions);
            return true;
        };
    }

    private static final class Series {
        private final double[] volumes = new double[WINDOW];
        private LocalDate first = LocalDate.MIN;
        private LocalDate last = LocalDate.MIN;
        private int sessions;
        private double close;

        void add(LocalDate date, double barClose, double volume) {
            if (sessions == 0) {
                first = date;
            }
            last = date;
            close = barClose;
            volumes[sessions % WINDOW] = volume;
            sessions++;
        }

        /** Sums from the oldest to the newest, so that the same bars give the same bits. */
        double meanVolume() {
            int count = Math.min(sessions, WINDOW);
            double sum = 0;
            for (int i = sessions - count; i < sessions; i++) {
                sum += volumes[i % WINDOW];
            }
            return sum / count;
        }
    }
}
