package io.quantmini.market;

import io.quantmini.market.ReferenceFinding.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Backward-looking factors that make prices comparable over splits and dividends.
 *
 * <p>{@code factor(t)} is the product, over events with a date not after {@code t}, of new shares for one old share, and
 * for dividends of {@code 1 / (1 - D / C)} with {@code D} the cash amount and {@code C} the raw close before the ex-date;
 * it is 1 before the first event. Where a split falls on the ex-date it comes first: {@code C} is then taken on the new
 * share basis, as {@code D} is. Adjusted price = raw price · factor, adjusted volume = raw volume / factor; divided by
 * {@code factor(d)} they are the view as of {@code d}. A later event never changes an earlier factor, so every value is
 * point in time.
 *
 * <p>An event without a close before it (nothing traded yet), and a dividend not below that close, are skipped and
 * reported. Immutable and safe for use by many threads.
 */
public final class AdjustmentFactors {
    private final Map<String, List<FactorSpan>> bySecurity = new HashMap<>();
    private final List<FactorSpan> spans = new ArrayList<>();
    private final List<ReferenceFinding> findings = new ArrayList<>();

    private AdjustmentFactors() {}

    /** The factors in which nothing is adjusted. */
    public static AdjustmentFactors none() {
        return new AdjustmentFactors();
    }

    /** The factors of the events, with raw closes asked for one by one, by security, then date. */
    public static AdjustmentFactors of(CorporateActions actions, PreviousClose closes) {
        AdjustmentFactors factors = new AdjustmentFactors();
        for (String id : actions.securityIds()) {
            List<FactorSpan> ofSecurity = factors.spansOf(id, actions, closes);
            factors.spans.addAll(ofSecurity);
            factors.bySecurity.put(id, ofSecurity);
        }
        factors.findings.sort(ReferenceFinding.ORDER);
        return factors;
    }

    /** The factor of a security on a date; 1 where there was no event. */
    public double factor(String securityId, LocalDate date) {
        List<FactorSpan> ofSecurity = spans(securityId);
        int low = 0;
        int high = ofSecurity.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ofSecurity.get(middle).from().isAfter(date)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? 1.0 : ofSecurity.get(low - 1).factor();
    }

    /** A security's factors in date order, one a date with an event; before the first the factor is 1. */
    public List<FactorSpan> spans(String securityId) {
        return bySecurity.getOrDefault(securityId, List.of());
    }

    /** All factors, by security, then date. */
    public List<FactorSpan> spans() {
        return List.copyOf(spans);
    }

    /** The events that were skipped. */
    public List<ReferenceFinding> findings() {
        return List.copyOf(findings);
    }

    private List<FactorSpan> spansOf(String id, CorporateActions actions, PreviousClose closes) {
        NavigableMap<LocalDate, Double> ratios = actions.splitRatios(id);
        NavigableMap<LocalDate, Double> amounts = actions.cashAmounts(id);
        TreeSet<LocalDate> dates = new TreeSet<>(ratios.keySet());
        dates.addAll(amounts.keySet());

        List<FactorSpan> ofSecurity = new ArrayList<>();
        double factor = 1;
        for (LocalDate date : dates) {
            double step = step(id, date, closes.before(id, date), new Event(ratios.get(date), amounts.get(date)));
            if (step != 1) {
                factor *= step;
                ofSecurity.add(new FactorSpan(id, date, factor));
            }
        }
        return List.copyOf(ofSecurity);
    }

    private record Event(@Nullable Double ratio, @Nullable Double amount) {}

    private double step(String id, LocalDate date, double close, Event event) {
        if (!(close > 0) || Double.isInfinite(close)) {
            findings.add(new ReferenceFinding(Kind.NO_PREVIOUS_CLOSE, id, date, describe(event)));
            return 1;
        }
        double ratio = event.ratio() == null ? 1 : event.ratio();
        if (event.amount() == null) {
            return ratio;
        }
        double payout = event.amount() / (close / ratio);
        if (!(payout < 1)) {
            findings.add(new ReferenceFinding(
                    Kind.DIVIDEND_NOT_BELOW_CLOSE, id, date, describe(event) + ", close before " + close));
            return ratio;
        }
        return ratio * (1 / (1 - payout));
    }

    private static String describe(Event event) {
        String split = event.ratio() == null ? "" : "split of 1 into " + event.ratio();
        String dividend = event.amount() == null ? "" : "dividend of " + event.amount();
        return split.isEmpty() || dividend.isEmpty() ? split + dividend : split + ", " + dividend;
    }
}
