package io.quantmini.features.internal;

import io.quantmini.market.Universe;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who is a member of which list in which session of a request's calendar. Immutable. */
final class Members {
    /** Of no list. */
    static final Members NONE = new Members(Map.of());

    /** By list, then by ticker: the numbers of the sessions. */
    private final Map<String, Map<String, BitSet>> lists;

    private Members(Map<String, Map<String, BitSet>> lists) {
        this.lists = lists;
    }

    /** The members of the request's lists. */
    static Members of(FeatureRequest request) {
        Map<String, Map<String, BitSet>> lists = new HashMap<>();
        for (Universe list : request.universes()) {
            Map<String, BitSet> tickers = new HashMap<>();
            for (Universe.Member member : list.members()) {
                LocalDate from = member.from();
                LocalDate to = member.to();
                int first = from == null ? 0 : before(request.calendar(), from);
                int end = to == null ? request.calendar().size() : upTo(request.calendar(), to);
                tickers.computeIfAbsent(member.ticker(), ticker -> new BitSet()).set(first, end);
            }
            lists.put(list.name(), tickers);
        }
        return new Members(lists);
    }

    /** Whether what the ticker names in that session is a member of the list. */
    boolean has(String list, String ticker, int session) {
        BitSet sessions = lists.getOrDefault(list, Map.of()).get(ticker);
        return sessions != null && sessions.get(session);
    }

    /** How many sessions are earlier than the date. */
    private static int before(List<LocalDate> calendar, LocalDate date) {
        int found = Collections.binarySearch(calendar, date);
        return found < 0 ? -found - 1 : found;
    }

    private static int upTo(List<LocalDate> calendar, LocalDate date) {
        int found = Collections.binarySearch(calendar, date);
        return found < 0 ? -found - 1 : found + 1;
    }
}
