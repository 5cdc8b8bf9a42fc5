package io.quantmini.rest;

import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.ReferenceTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The tables that follow from landing alone. Whoever makes them holds landing's lock; the rows of a table are in memory.
 */
final class LandedTables {
    private final Path landing;
    private final Findings findings;
    private final SortedMap<String, Long> counts;
    private final List<ReferenceTable> tables = new ArrayList<>();

    LandedTables(Path landing, Findings findings, SortedMap<String, Long> counts) {
        this.landing = landing;
        this.findings = findings;
        this.counts = counts;
    }

    List<ReferenceTable> tables() {
        return List.copyOf(tables);
    }

    void status() {
        List<VendorTable.Row> rows = new ArrayList<>();
        Consumer<ReferenceRow> sink = findings.tolerant("status", row -> rows.add(VendorTable.STATUS.row(row)));
        LandedSeries.read(landing, "status")
                .newest()
                .ifPresent(answer -> answer.verified().forEach(file -> sink.accept(ReferencePages.whole(file))));
        add(VendorTable.STATUS, rows);
    }

    void holidays(TradingCalendar calendar) {
        List<VendorTable.Row> rows = newest(VendorTable.HOLIDAYS, "holidays");
        new HolidayCheck(calendar, findings).check(rows);
        add(VendorTable.HOLIDAYS, rows);
    }

    void tickers() {
        List<VendorTable.Row> rows = newest(VendorTable.TICKERS, "tickers/active");
        rows.addAll(newest(VendorTable.TICKERS, "tickers/delisted"));
        add(VendorTable.TICKERS, rows);
    }

    void grouped(LocalDate session) {
        VendorTable table = VendorTable.grouped(session);
        add(table, newest(table, "grouped/" + session));
    }

    /** The contracts of every underlying that was ever asked for. */
    void contracts() {
        Map<String, VendorTable.Row> byTicker = new LinkedHashMap<>();
        for (String underlying :
                LandedSeries.directories(landing.resolve(LandedSeries.ROOT).resolve("contracts"))) {
            String series = "contracts/" + underlying;
            newest(VendorTable.CONTRACTS, series + "/open").forEach(row -> byTicker.put(ticker(row), row));
            List<Coverage.Answer<VendorTable.Row>> expired = new ArrayList<>();
            for (LandedAnswer answer :
                    LandedSeries.read(landing, series + "/expired").complete()) {
                expired.add(new Coverage.Answer<>(answer.range(), rows(VendorTable.CONTRACTS, answer)));
            }
            // What a contract was when it had expired is its last word.
            Coverage.merge(List.of(), expired, LandedTables::expiration).forEach(row -> byTicker.put(ticker(row), row));
        }
        add(VendorTable.CONTRACTS, new ArrayList<>(byTicker.values()));
    }

    private void add(VendorTable table, List<VendorTable.Row> rows) {
        List<VendorTable.Row> ordered = VendorTable.inOrder(rows);
        tables.add(table.of(ordered));
        counts.put(table.name(), (long) ordered.size());
    }

    private List<VendorTable.Row> newest(VendorTable table, String series) {
        return new ArrayList<>(LandedSeries.read(landing, series)
                .newest()
                .map(answer -> rows(table, answer))
                .orElse(List.of()));
    }

    private List<VendorTable.Row> rows(VendorTable table, LandedAnswer answer) {
        List<VendorTable.Row> rows = new ArrayList<>();
        Consumer<ReferenceRow> sink = findings.tolerant(answer.path(), row -> rows.add(table.row(row)));
        answer.verified().forEach(file -> ReferencePages.read(file, sink));
        return rows;
    }

    private static String ticker(VendorTable.Row row) {
        return String.valueOf(row.values().get(4));
    }

    private static LocalDate expiration(VendorTable.Row row) {
        return row.values().get(1) instanceof LocalDate date ? date : LocalDate.MIN;
    }
}
