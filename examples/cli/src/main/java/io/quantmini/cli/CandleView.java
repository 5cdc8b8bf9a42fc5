package io.quantmini.cli;

import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.cli.Candles.Candle;
import io.quantmini.stage.BarInterval;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bars as a drawing for each ticker: its newest ones, as many as there is room for in the width of the terminal
 * ({@code COLUMNS}, else 80). Coloured on a terminal.
 */
final class CandleView {
    private static final int LINES = 20;
    private static final int WIDTH = 80;
    private static final int LEAST_WIDTH = 20;

    private final BarInterval interval;
    private final int width;
    private final boolean colours;

    CandleView(BarInterval interval) {
        this(interval, width(System.getenv("COLUMNS")), Output.isTerminal() && System.getenv("NO_COLOR") == null);
    }

    CandleView(BarInterval interval, int width, boolean colours) {
        this.interval = interval;
        this.width = width;
        this.colours = colours;
    }

    private static int width(@Nullable String columns) {
        return columns != null && columns.matches("[0-9]{1,4}")
                ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
                : WIDTH;
    }

    /** The newest bars, {@code limit} of a ticker at most. */
    Output.Shown.Text show(BatchStream rows, long limit) {
        Map<String, Deque<Candle>> newest = new LinkedHashMap<>();
        long count = 0;
        try (BarCursor cursor = new BarCursor(rows)) {
            Bar bar = cursor.bar();
            while (cursor.next()) {
                count++;
                Deque<Candle> candles = newest.computeIfAbsent(bar.symbol(), symbol -> new ArrayDeque<>());
                candles.add(candle(bar));
                if (candles.size() > Math.min(width, limit)) {
                    candles.remove();
                }
            }
        }
        StringBuilder text = new StringBuilder();
        newest.forEach((symbol, candles) -> text.append(symbol)
                .append(System.lineSeparator())
                .append(new Candles(fitting(new ArrayList<>(candles)), LINES, colours).draw())
                .append(System.lineSeparator()));
        return new Output.Shown.Text(text.toString(), count);
    }

    private Candle candle(Bar bar) {
        String time = BarTable.time(interval, bar.timestampMicros());
        return new Candle(time, bar.open(), bar.high(), bar.low(), bar.close(), bar.volume());
    }

    private List<Candle> fitting(List<Candle> candles) {
        double highest = candles.stream().mapToDouble(Candle::high).max().orElse(0);
        int room = Math.max(1, width - Candles.margin(highest));
        return candles.subList(Math.max(0, candles.size() - room), candles.size());
    }
}
