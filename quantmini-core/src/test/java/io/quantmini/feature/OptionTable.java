package io.quantmini.feature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The rows of {@code options/black_scholes.csv}, which its script explains. */
record OptionTable(EuropeanOption option, double volatility, Answers exact, double theirPrice, double theirVolatility) {
    /** Price and Greeks. */
    record Answers(double price, double delta, double gamma, double theta, double vega) {}

    static List<OptionTable> rows() throws IOException {
        try (InputStream in = OptionTable.class.getResourceAsStream("/options/black_scholes.csv")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().skip(1).map(OptionTable::row).toList();
        }
    }

    private static OptionTable row(String line) {
        double[] cells = Arrays.stream(line.split(",", -1))
                .mapToDouble(cell -> cell.equals("nan") ? Double.NaN : Double.parseDouble(cell))
                .toArray();
        return new OptionTable(
                new EuropeanOption(cells[1], cells[2], cells[3], cells[4], cells[5], cells[0] == 1),
                cells[6],
                new Answers(cells[7], cells[8], cells[9], cells[10], cells[11]),
                cells[12],
                cells[13]);
    }
}
