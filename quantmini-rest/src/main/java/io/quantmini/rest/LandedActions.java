package io.quantmini.rest;

import io.quantmini.market.Dividend;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.Split;
import io.quantmini.market.TickerEvent;
import io.quantmini.market.TickerHistory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Splits, dividends and ticker histories in landing, put together with those that the lake has. Landing speaks about the
 * dates and the tickers that were asked for, the newest answer alone; the rest stays as it is.
 */
final class LandedActions {
    private static final Comparator<TickerEvent> FIRST =
            Comparator.comparing(TickerEvent::date).thenComparing(TickerEvent::ticker);

    private final Path landing;
    private final Findings findings;

    LandedActions(Path landing, Findings findings) {
        this.landing = landing;
        this.findings = findings;
    }

    List<Split> splits(List<Split> before) {
        return dated(before, "splits", Split::executionDate, (row, rows) -> rows.add(ReferenceFiles.split(row)));
    }

    List<Dividend> dividends(List<Dividend> before) {
        return dated(before, "dividends", Dividend::exDate, (row, rows) -> {
            List<String> leftOut = new ArrayList<>();
            ReferenceFiles.addDividend(row, rows, leftOut);
            leftOut.forEach(finding -> findings.leaveOut("dividends in other currencies", finding));
        });
    }

    /** The newest answer about each ticker, and of the others those that no answer, new or old, is about. */
    List<TickerHistory> histories(List<TickerHistory> before) {
        Set<TickerHistory> replaced = new HashSet<>();
        Set<Object> identities = new HashSet<>();
        List<TickerHistory> histories = new ArrayList<>();
        for (String ticker :
                LandedSeries.directories(landing.resolve(LandedSeries.ROOT).resolve("events"))) {
            List<LandedAnswer> answers =
                    LandedSeries.read(landing, "events/" + ticker).complete();
            for (int i = 0; i < answers.size(); i++) {
                boolean newest = i == answers.size() - 1;
                for (TickerHistory history : histories(answers.get(i), newest)) {
                    if (newest) {
                        histories.add(history);
                        identities.add(identity(history));
                    } else {
                        replaced.add(normal(history));
                    }
                }
            }
        }
        for (TickerHistory history : before) {
            if (!replaced.contains(normal(history)) && !identities.contains(identity(history))) {
                histories.add(history);
            }
        }
        return histories;
    }

    ReferenceData data(ReferenceData before, ReferenceRequest request) {
        List<TickerHistory> histories = request.events().isEmpty() ? before.histories() : histories(before.histories());
        List<Split> splits = request.splits() ? splits(before.splits()) : before.splits();
        List<Dividend> dividends = request.dividends() ? dividends(before.dividends()) : before.dividends();
        return new ReferenceData(histories, splits, dividends, List.of());
    }

    private List<TickerHistory> histories(LandedAnswer answer, boolean newest) {
        List<TickerHistory> histories = new ArrayList<>();
        Findings heard = newest ? findings : new Findings();
        Consumer<ReferenceRow> sink = heard.tolerant(answer.path(), row -> histories.add(ReferenceFiles.history(row)));
        answer.verified().forEach(file -> ReferencePages.read(file, sink));
        histories.removeIf(history -> history.events().isEmpty());
        return histories;
    }

    private <T> List<T> dated(
            List<T> before, String series, Function<T, LocalDate> date, BiConsumer<ReferenceRow, List<T>> reader) {
        List<Coverage.Answer<T>> answers = new ArrayList<>();
        for (LandedAnswer answer : LandedSeries.read(landing, series).complete()) {
            List<T> rows = new ArrayList<>();
            Consumer<ReferenceRow> sink = findings.tolerant(answer.path(), row -> reader.accept(row, rows));
            answer.verified().forEach(file -> ReferencePages.read(file, sink));
            long outside = rows.stream()
                    .filter(row -> !answer.range().contains(date.apply(row)))
                    .count();
            if (outside > 0) {
                findings.add("left out: " + outside + " rows of " + answer.path() + ", expected dates from "
                        + answer.range().from() + " to " + answer.range().to());
            }
            answers.add(new Coverage.Answer<>(answer.range(), rows));
        }
        return Coverage.merge(before, answers, date);
    }

    private static TickerHistory normal(TickerHistory history) {
        return new TickerHistory(
                history.name(),
                history.figi(),
                history.events().stream().sorted(FIRST).distinct().toList());
    }

    /** What makes two histories those of one security: the FIGI, or without one the first event. */
    private static Object identity(TickerHistory history) {
        @Nullable String figi = history.figi();
        return figi != null && !figi.isBlank()
                ? figi
                : history.events().stream().min(FIRST).orElseThrow();
    }
}
