package io.quantmini.market;

import io.quantmini.market.ReferenceFinding.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Splits and dividends by security and date: at most one share ratio and one cash amount each. Equal duplicates collapse;
 * splits that disagree are left out and reported; different dividends of one date add up. Immutable and safe for use by
 * many threads.
 */
public final class CorporateActions {
    private final SecurityMap securities;
    private final List<ReferenceFinding> findings = new ArrayList<>();
    private final TreeMap<String, TreeMap<LocalDate, Double>> ratios = new TreeMap<>();
    private final TreeMap<String, TreeMap<LocalDate, Double>> amounts = new TreeMap<>();

    private CorporateActions(SecurityMap securities) {
        this.securities = securities;
    }

    /** The events of the vendor's lists, given in any order, by security. */
    public static CorporateActions of(SecurityMap securities, List<Split> splits, List<Dividend> dividends) {
        CorporateActions actions = new CorporateActions(securities);
        actions.addSplits(splits);
        actions.addDividends(dividends);
        actions.findings.sort(ReferenceFinding.ORDER);
        return actions;
    }

    /** Every security with an event, in order. */
    public SortedSet<String> securityIds() {
        TreeSet<String> ids = new TreeSet<>(ratios.keySet());
        ids.addAll(amounts.keySet());
        return Collections.unmodifiableSortedSet(ids);
    }

    /** New shares for one old share, by execution date; empty for a security without splits. */
    public NavigableMap<LocalDate, Double> splitRatios(String securityId) {
        return Collections.unmodifiableNavigableMap(ratios.getOrDefault(securityId, new TreeMap<>()));
    }

    /** US dollars a share, by ex-date; empty for a security without dividends. */
    public NavigableMap<LocalDate, Double> cashAmounts(String securityId) {
        return Collections.unmodifiableNavigableMap(amounts.getOrDefault(securityId, new TreeMap<>()));
    }

    /** What was left out, summed, or applied to another security than the ticker names. */
    public List<ReferenceFinding> findings() {
        return Collections.unmodifiableList(findings);
    }

    private void addSplits(List<Split> splits) {
        TreeMap<String, TreeMap<LocalDate, List<Split>>> grouped = new TreeMap<>();
        for (Split split : splits) {
            double ratio = split.ratio();
            if (!(split.splitFrom() > 0) || !(ratio > 0) || Double.isInfinite(ratio)) {
                report(Kind.INVALID_ROW, split.ticker(), split.executionDate(), describe(split));
                continue;
            }
            String id = owner(split.ticker(), split.executionDate(), describe(split));
            grouped.computeIfAbsent(id, key -> new TreeMap<>())
                    .computeIfAbsent(split.executionDate(), key -> new ArrayList<>())
                    .add(split);
        }
        grouped.forEach((id, dates) -> dates.forEach((date, rows) -> {
            TreeSet<Double> distinct = rows.stream().map(Split::ratio).collect(Collectors.toCollection(TreeSet::new));
            if (distinct.size() == 1) {
                ratios.computeIfAbsent(id, key -> new TreeMap<>()).put(date, distinct.first());
            } else {
                String all = rows.stream()
                        .map(CorporateActions::describe)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; "));
                report(Kind.SPLIT_CONFLICT, id, date, all);
            }
        }));
    }

    private void addDividends(List<Dividend> dividends) {
        TreeMap<String, TreeMap<LocalDate, TreeSet<Double>>> grouped = new TreeMap<>();
        for (Dividend dividend : dividends) {
            double amount = dividend.cashAmount();
            String detail = "dividend of " + amount + " filed under " + dividend.ticker();
            if (!(amount > 0) || Double.isInfinite(amount)) {
                report(Kind.INVALID_ROW, dividend.ticker(), dividend.exDate(), detail);
                continue;
            }
            grouped.computeIfAbsent(owner(dividend.ticker(), dividend.exDate(), detail), key -> new TreeMap<>())
                    .computeIfAbsent(dividend.exDate(), key -> new TreeSet<>())
                    .add(amount);
        }
        grouped.forEach((id, dates) -> dates.forEach((date, distinct) -> {
            double sum = 0;
            for (double amount : distinct) {
                sum += amount;
            }
            amounts.computeIfAbsent(id, key -> new TreeMap<>()).put(date, sum);
            if (distinct.size() > 1) {
                report(Kind.DIVIDENDS_SUMMED, id, date, "amounts " + distinct);
            }
        }));
    }

    private String owner(String ticker, LocalDate date, String detail) {
        String owner = securities.securityOfAction(ticker, date);
        if (!owner.equals(securities.securityOf(ticker, date))) {
            report(Kind.FILED_UNDER_LATER_TICKER, owner, date, detail);
        }
        return owner;
    }

    private void report(Kind kind, String subject, LocalDate date, String detail) {
        findings.add(new ReferenceFinding(kind, subject, date, detail));
    }

    private static String describe(Split split) {
        return "split of " + split.splitFrom() + " into " + split.splitTo() + " filed under " + split.ticker();
    }
}
