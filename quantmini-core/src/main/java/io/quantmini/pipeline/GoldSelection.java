package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import io.quantmini.stage.QlibRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the Qlib directories of a lake hold, and when they are written: what a pipeline's {@code gold(...)} takes. It is the
 * whole of it: a directory that an earlier run made with other fields is written anew with these, and the run's findings say
 * so. Immutable.
 *
 * @param fields by a dataset's name; one without has {@link QlibRequest#defaultFields}
 * @param contracts underlyings whose option contracts are instruments of their own, as the bars write them
 * @param mode when to write
 */
public record GoldSelection(Map<String, List<String>> fields, SortedSet<String> contracts, QlibRequest.Mode mode) {
    private static final GoldSelection DEFAULTS =
            new GoldSelection(Map.of(), Collections.emptySortedSet(), QlibRequest.Mode.WHEN_CHANGED);

    public GoldSelection {
        fields = Map.copyOf(fields);
        contracts = Collections.unmodifiableSortedSet(new TreeSet<>(contracts));
    }

    /** The default fields of every dataset, no contracts, written when changed. */
    public static GoldSelection defaults() {
        return DEFAULTS;
    }

    /**
     * The same with these fields of a dataset's instruments, and no others.
     *
     * @param names see {@link QlibRequest#fields}
     */
    public GoldSelection withFields(Dataset dataset, String... names) {
        Map<String, List<String>> changed = new TreeMap<>(fields);
        changed.put(dataset.name(), List.of(names));
        return new GoldSelection(changed, contracts, mode);
    }

    /**
     * The same with the contracts of these underlyings, and no others. A contract has the columns of silver that are among
     * open, high, low, close, volume, implied_volatility, delta, gamma, theta and vega: that many files. An underlying with
     * no contract is a finding.
     */
    public GoldSelection withContracts(String... underlyings) {
        return new GoldSelection(fields, new TreeSet<>(List.of(underlyings)), mode);
    }

    /** The same, written then. */
    public GoldSelection withMode(QlibRequest.Mode when) {
        return new GoldSelection(fields, contracts, when);
    }

    List<String> fieldsOf(Dataset dataset) {
        return fields.getOrDefault(dataset.name(), QlibRequest.defaultFields(dataset));
    }
}
