package io.quantmini.cli.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reference data of the synthetic market in the shape of the vendor's REST answers. */
final class ReferenceJson {
    private ReferenceJson() {}

    /** Files by their path; events after the last session are left out. */
    static SortedMap<String, byte[]> files(List<LocalDate> sessions, double closeBeforeDividend) {
        String split = "";
        String dividend = "";
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (sessions.size() > Events.SPLIT) {
            split = String.format(
                    Locale.ROOT,
                    "{\"ticker\": \"%s\", \"execution_date\": \"%s\", \"split_from\": 1, \"split_to\": %d}",
                    Listing.SPLITTING,
                    sessions.get(Events.SPLIT),
                    Events.SPLIT_TO);
        }
        if (sessions.size() > Events.DIVIDEND) {
            dividend = String.format(
                    Locale.ROOT,
                    "{\"ticker\": \"%s\", \"ex_dividend_date\": \"%s\", \"cash_amount\": %.2f, \"currency\": \"USD\","
                            + " \"dividend_type\": \"CD\"}",
                    Listing.PAYING,
                    sessions.get(Events.DIVIDEND),
                    Events.DIVIDEND_YIELD * closeBeforeDividend);
        }
        if (sessions.size() > Events.RENAME) {
            String events = String.format(
                    Locale.ROOT,
                    "{\"name\": \"New Name Inc.\", \"events\": [%s, %s]}",
                    tickerChange(Listing.RENAMED_TO, sessions.get(Events.RENAME)),
                    tickerChange(Listing.RENAMED_FROM, LocalDate.of(2019, 5, 1)));
            files.put("events/" + Listing.RENAMED_TO + ".json", answer(events));
        }
        files.put("splits.json", answer("[" + split + "]"));
        files.put("dividends.json", answer("[" + dividend + "]"));
        return files;
    }

    private static String tickerChange(String ticker, LocalDate date) {
        return String.format(
                Locale.ROOT,
                "{\"type\": \"ticker_change\", \"date\": \"%s\", \"ticker_change\": {\"ticker\": \"%s\"}}",
                date,
                ticker);
    }

    private static byte[] answer(String results) {
        return ("{\"status\": \"OK\", \"results\": " + results + "}\n").getBytes(StandardCharsets.UTF_8);
    }
}
