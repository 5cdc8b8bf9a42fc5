package io.quantmini.rest;

import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.Split;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads a directory of {@code splits.json}, {@code dividends.json} and {@code events/<ticker>.json} in the shape of the
 * vendor's REST answers ({@code /v3/reference/splits}, {@code /v3/reference/dividends},
 * {@code /vX/reference/tickers/{id}/events}). Fields that are not needed are ignored; a needed one that is missing or of
 * another type is an error. Whether a value makes sense is not judged here. Safe for use by several threads.
 */
public final class ReferenceFiles {
    private ReferenceFiles() {}

    /**
     * Everything in the directory. Each file may be missing, but not all of them. A file may hold several pages, one after
     * the other or in an array.
     *
     * @throws ReferenceException naming the file, the line and the value at fault
     */
    public static ReferenceData read(Path directory) {
        List<Split> splits = new ArrayList<>();
        List<Dividend> dividends = new ArrayList<>();
        List<TickerHistory> histories = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        boolean any = readIfThere(directory.resolve("splits.json"), row -> splits.add(split(row)));
        any |= readIfThere(directory.resolve("dividends.json"), row -> addDividend(row, dividends, findings));
        for (Path file : eventFiles(directory.resolve("events"))) {
            ReferencePages.read(file, row -> histories.add(history(row)));
            any = true;
        }
        if (!any) {
            throw new ReferenceException(
                    directory,
                    "",
                    0,
                    "expected splits.json, dividends.json or events/<ticker>.json, got none of them; check the directory",
                    null);
        }
        return new ReferenceData(histories, splits, dividends, findings);
    }

    private static boolean readIfThere(Path file, Consumer<ReferenceRow> sink) {
        if (!Files.exists(file)) {
            return false;
        }
        ReferencePages.read(file, sink);
        return true;
    }

    static Split split(ReferenceRow row) {
        return new Split(
                row.text("ticker"), row.date("execution_date"), row.number("split_from"), row.number("split_to"));
    }

    // A currency other than the prices' own cannot be set against them; a missing one is the vendor's default.
    static void addDividend(ReferenceRow row, List<Dividend> dividends, List<String> findings) {
        Dividend dividend = new Dividend(row.text("ticker"), row.date("ex_dividend_date"), row.number("cash_amount"));
        String currency = row.optionalText("currency");
        if (currency == null || currency.equals("USD")) {
            dividends.add(dividend);
        } else {
            findings.add("[" + row.file() + ":" + row.line() + " " + row.pointer() + "] left out: dividend of "
                    + dividend.ticker() + " on " + dividend.exDate() + " is in " + currency + ", expected USD");
        }
    }

    static TickerHistory history(ReferenceRow row) {
        List<TickerEvent> events = new ArrayList<>();
        for (ReferenceRow event : row.children("events")) {
            if (event.text("type").equals("ticker_change")) {
                events.add(new TickerEvent(
                        event.date("date"), event.child("ticker_change").text("ticker")));
            }
        }
        return new TickerHistory(row.optionalText("name"), row.optionalText("composite_figi"), events);
    }

    private static List<Path> eventFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.json")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw new ReferenceException(directory, "", 0, e + "; check the path and its permissions", e);
        }
        Collections.sort(files);
        return files;
    }
}
