package io.quantmini.pipeline;

import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.FactorSpan;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** Digests of all factors up to a date, each made from the one before. */
final class FactorDigests {
    private final TreeMap<LocalDate, String> digests = new TreeMap<>();

    FactorDigests(AdjustmentFactors factors) {
        TreeMap<LocalDate, StringBuilder> lines = new TreeMap<>();
        for (FactorSpan span : factors.spans()) {
            lines.computeIfAbsent(span.from(), date -> new StringBuilder())
                    .append(span)
                    .append('\n');
        }
        String last = "";
        for (Map.Entry<LocalDate, StringBuilder> day : lines.entrySet()) {
            last = Inputs.digest(last + "\n" + day.getValue());
            digests.put(day.getKey(), last);
        }
    }

    /** Of the factors that begin on the date or before; empty when there are none. */
    String upTo(LocalDate date) {
        Map.Entry<LocalDate, String> entry = digests.floorEntry(date);
        return entry == null ? "" : entry.getValue();
    }
}
