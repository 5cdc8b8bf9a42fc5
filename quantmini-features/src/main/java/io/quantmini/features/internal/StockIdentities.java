package io.quantmini.features.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.Dataset;
import io.quantmini.market.FactorSpan;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Which security a symbol is, and the bars that a security had under its other tickers. These are read before all others and
 * kept: there are few. Safe for several threads.
 */
final class StockIdentities {
    private final SecurityMap map;
    private final FeatureRequest request;
    private final Set<String> known = new HashSet<>();
    private final Map<String, List<String>> tickers = new HashMap<>();
    private final Map<String, Run> others = new HashMap<>();
    private final RowBlock bars;

    private StockIdentities(FeatureRequest request) {
        this.map = request.securities();
        this.request = request;
        this.bars = RowBlock.of(request.dataset());
    }

    /** Reads the bars of securities that changed their ticker within the calendar. */
    static StockIdentities read(FeatureRequest request, BufferAllocator allocator) {
        StockIdentities identities = new StockIdentities(request);
        identities.map.spans().forEach(span -> identities.known.add(span.ticker()));
        if (!request.dataset().isMinute() && !request.calendar().isEmpty()) {
            identities.readOthers(allocator);
        }
        return identities;
    }

    /** Whether a symbol may be another security on another day. */
    boolean mayChange(String symbol) {
        return known.contains(symbol);
    }

    String securityOf(String symbol, int epochDay) {
        return map.securityOf(symbol, LocalDate.ofEpochDay(epochDay));
    }

    /** Factors of a security, by date. */
    List<FactorSpan> factors(String security) {
        return request.factors().spans(security);
    }

    /** The session from which the security is known to have bars; null for not before its first in the request. */
    @Nullable
    LocalDate firstSession(String security) {
        return request.firstSessions().get(security);
    }

    /** All tickers of a security that had several within the calendar; empty for any other. */
    List<String> tickers(String security) {
        return tickers.getOrDefault(security, List.of());
    }

    /** The rows of a ticker of such a security in {@link #bars()}; null for none. */
    @Nullable
    Run run(String ticker) {
        return others.get(ticker);
    }

    RowBlock bars() {
        return bars;
    }

    private void readOthers(BufferAllocator allocator) {
        LocalDate first = request.calendar().get(0);
        LocalDate last = request.calendar().get(request.calendar().size() - 1);
        Map<String, TreeSet<String>> bySecurity = new HashMap<>();
        for (SecuritySpan span : map.spans()) {
            LocalDate from = span.from();
            LocalDate to = span.to();
            if ((from == null || !from.isAfter(last)) && (to == null || !to.isBefore(first))) {
                bySecurity
                        .computeIfAbsent(span.securityId(), id -> new TreeSet<>())
                        .add(span.ticker());
            }
        }
        Set<String> wanted = new HashSet<>();
        bySecurity.forEach((security, names) -> {
            if (names.size() > 1) {
                tickers.put(security, new ArrayList<>(names));
                wanted.addAll(names);
            }
        });
        if (wanted.isEmpty() || request.bars().isEmpty()) {
            return;
        }
        Dataset dataset = request.dataset();
        BatchStream rows = request.bars().open(List.of(), wanted, allocator);
        try (RowReader reader = new RowReader(rows, dataset, Integer.MAX_VALUE)) {
            reader.next(bars);
        }
        for (Run run : bars.runs()) {
            others.put(run.key(), run);
        }
    }
}
