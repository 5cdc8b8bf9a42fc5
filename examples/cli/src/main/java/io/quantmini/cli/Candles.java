package io.quantmini.cli;

import java.util.List;

/** Draws bars: a column each, prices upwards, the volume below. */
final class Candles {
    private static final String RISING = "▒";
    private static final String FALLING = "█";
    private static final String WICK = "│";
    private static final String VOLUMES = "▁▂▃▄▅▆▇█";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    /**
     * One bar.
     *
     * @param time its start, as it is to be read
     */
    record Candle(String time, double open, double high, double low, double close, double volume) {
        boolean isRising() {
            return close >= open;
        }
    }

    private final List<Candle> candles;
    private final int lines;
    private final boolean colours;
    private final double lowest;
    private final double step;

    /** Of at least one bar, prices on so many lines. */
    Candles(List<Candle> candles, int lines, boolean colours) {
        this.candles = candles;
        this.lines = lines;
        this.colours = colours;
        this.lowest = candles.stream().mapToDouble(Candle::low).min().orElse(0);
        double highest = candles.stream().mapToDouble(Candle::high).max().orElse(0);
        this.step = highest > lowest ? (highest - lowest) / (lines - 1) : 1;
    }

    /** How many characters a line has before its first bar, for prices up to this one. */
    static int margin(double highest) {
        return BarTable.price(Math.rint(highest * 100) / 100).length() + 2;
    }

    String draw() {
        int margin = margin(lowest + step * (lines - 1));
        StringBuilder text = new StringBuilder();
        for (int line = lines - 1; line >= 0; line--) {
            String label = line % 4 == 0 || line == lines - 1 ? price(line) : "";
            text.append(" ".repeat(margin - 2 - Math.min(label.length(), margin - 2)))
                    .append(label)
                    .append(label.isEmpty() ? " │" : " ┤");
            for (Candle candle : candles) {
                text.append(cell(candle, line));
            }
            endLine(text);
        }
        return text.append(volumes(margin)).append(times(margin)).toString();
    }

    private String price(int line) {
        return BarTable.price(Math.rint((lowest + step * line) * 100) / 100);
    }

    /** The line that a price is nearest to. */
    private int line(double price) {
        return (int) Math.rint((price - lowest) / step);
    }

    private String cell(Candle candle, int line) {
        int bottom = line(Math.min(candle.open(), candle.close()));
        int top = line(Math.max(candle.open(), candle.close()));
        if (line < line(candle.low()) || line > line(candle.high())) {
            return " ";
        }
        boolean body = line >= bottom && line <= top;
        return coloured(body ? (candle.isRising() ? RISING : FALLING) : WICK, candle);
    }

    private String coloured(String text, Candle candle) {
        return colours ? (candle.isRising() ? GREEN : RED) + text + PLAIN : text;
    }

    private String volumes(int margin) {
        double most = candles.stream().mapToDouble(Candle::volume).max().orElse(0);
        StringBuilder text = new StringBuilder(" ".repeat(Math.max(0, margin - 4)) + "vol│");
        for (Candle candle : candles) {
            int level = most > 0 ? (int) Math.min(7, candle.volume() / most * 8) : 0;
            text.append(coloured(VOLUMES.substring(level, level + 1), candle));
        }
        endLine(text);
        return text.toString();
    }

    /** The first and the last start, each below its bar where there is room. */
    private String times(int margin) {
        String first = candles.get(0).time();
        String last = candles.get(candles.size() - 1).time();
        int gap = candles.size() - first.length() - last.length();
        return " ".repeat(margin)
                + (candles.size() == 1 ? first : first + (gap > 0 ? " ".repeat(gap) : " … ") + last)
                + System.lineSeparator();
    }

    private static void endLine(StringBuilder text) {
        while (text.charAt(text.length() - 1) == ' ') {
            text.setLength(text.length() - 1);
        }
        text.append(System.lineSeparator());
    }
}
