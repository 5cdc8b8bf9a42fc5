package io.quantmini.pipeline;

import io.quantmini.market.Evidence;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The lake's table {@code metadata/stocks/ticker_events}: ticker histories as filed, a row an event. Rows of one
 * {@code history}, a number in the table's order, are of one security.
 */
final class TickerEventsTable {
    private static final String NAME = "ticker_events";
    private static final Schema SCHEMA = new Schema(List.of(
            RowBatches.integer("history", 32),
            Field.nullable("name", ReferenceTables.TEXT),
            Field.nullable("composite_figi", ReferenceTables.TEXT),
            RowBatches.date("date"),
            RowBatches.text("ticker")));
    private static final Comparator<TickerEvent> EVENTS =
            Comparator.comparing(TickerEvent::date).thenComparing(TickerEvent::ticker);
    private static final Comparator<TickerHistory> HISTORIES = Comparator.comparing(
                    TickerHistory::figi, Comparator.nullsLast(Comparator.<String>naturalOrder()))
            .thenComparing(history -> history.events().get(0), EVENTS)
            .thenComparing(TickerHistory::name, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(history -> history.events().toString());

    private final ReferenceTables tables;

    TickerEventsTable(ReferenceTables tables) {
        this.tables = tables;
    }

    private record Row(int history, TickerHistory of, TickerEvent event) {}

    /** Histories in the one order they are kept in, without duplicates and those that tell nothing. */
    static List<TickerHistory> inOrder(List<TickerHistory> histories) {
        return histories.stream()
                .filter(history -> !history.events().isEmpty())
                .map(history -> new TickerHistory(
                        history.name(),
                        history.figi(),
                        history.events().stream().sorted(EVENTS).distinct().toList()))
                .sorted(HISTORIES)
                .distinct()
                .toList();
    }

    /** What the table holds, in order; without it, what the table of securities tells of its evidence. */
    List<TickerHistory> read(Reference reference) {
        if (!tables.has(NAME)) {
            return inOrder(fromSpans(reference.securities().spans()));
        }
        List<TickerHistory> histories = new ArrayList<>();
        SortedMap<Integer, List<TickerEvent>> events = new TreeMap<>();
        tables.each(NAME, (root, row) -> {
            int history = ReferenceTables.integer(root, "history", row);
            @Nullable List<TickerEvent> known = events.get(history);
            if (known == null) {
                known = new ArrayList<>();
                events.put(history, known);
                histories.add(new TickerHistory(
                        ReferenceTables.textOrNull(root, "name", row),
                        ReferenceTables.textOrNull(root, "composite_figi", row),
                        List.of()));
            }
            known.add(new TickerEvent(
                    ReferenceTables.date(root, "date", row), ReferenceTables.text(root, "ticker", row)));
        });
        List<TickerHistory> whole = new ArrayList<>();
        for (List<TickerEvent> of : events.values()) {
            TickerHistory head = histories.get(whole.size());
            whole.add(new TickerHistory(head.name(), head.figi(), of));
        }
        return whole;
    }

    /** Replaces the table by histories that are in order; the caller holds the lake's writer lock. */
    void write(List<TickerHistory> histories) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            for (TickerEvent event : histories.get(i).events()) {
                rows.add(new Row(i, histories.get(i), event));
            }
        }
        tables.save(NAME, SCHEMA, rows, (root, at, row) -> {
            ReferenceTables.set(root, "history", at, row.history());
            ReferenceTables.set(root, "name", at, row.of().name());
            ReferenceTables.set(root, "composite_figi", at, row.of().figi());
            ReferenceTables.set(root, "date", at, row.event().date());
            ReferenceTables.set(root, "ticker", at, row.event().ticker());
        });
    }

    boolean isThere() {
        return tables.has(NAME);
    }

    private static List<TickerHistory> fromSpans(List<SecuritySpan> spans) {
        SortedMap<String, List<TickerEvent>> events = new TreeMap<>();
        for (SecuritySpan span : spans) {
            @Nullable LocalDate from = span.from();
            if (span.evidence() == Evidence.TICKER_EVENT && from != null) {
                events.computeIfAbsent(span.securityId(), id -> new ArrayList<>())
                        .add(new TickerEvent(from, span.ticker()));
            }
        }
        List<TickerHistory> histories = new ArrayList<>();
        events.forEach((id, of) -> histories.add(new TickerHistory(null, id.contains("@") ? null : id, of)));
        return histories;
    }
}
