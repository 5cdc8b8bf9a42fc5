package io.quantmini.feature;

import io.quantmini.market.Dataset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an engine computes as one column: a feature, or a label, in the arithmetic of its set.
 *
 * @param name of the column
 * @param expression of a feature, which looks back alone, or of a label
 * @param precision of its set
 * @param universe whose members its cross-sections compare, by name; null for all stocks
 */
public record Definition(
        String name,
        Expression expression,
        Precision precision,
        @Nullable String universe) {
    /** The features of all sets, in the order of their columns. */
    public static List<Definition> features(List<FeatureSet> sets) {
        return sets.stream()
                .flatMap(set -> set.features().stream()
                        .map(feature ->
                                new Definition(feature.name(), feature.expression(), set.precision(), set.universe())))
                .toList();
    }

    /** The labels of all sets, in the order of their columns. */
    public static List<Definition> labels(List<FeatureSet> sets) {
        return sets.stream()
                .flatMap(set -> set.labels().stream()
                        .map(label ->
                                new Definition(label.name(), label.expression(), set.precision(), set.universe())))
                .toList();
    }

    /** How many rows before the current one its value depends on; within a session that is not counted. */
    public int lookback() {
        return Lookback.rows(expression);
    }

    /** How many rows after the current one its value depends on; 0 for a feature. */
    public int lookahead() {
        return Lookback.rowsAhead(expression);
    }

    /** How many sessions before a row's own an engine has to read: see {@link FeatureSet#lookbackSessions(Dataset)}. */
    public int lookbackSessions(Dataset dataset) {
        return sessions(dataset, lookback());
    }

    /**
     * How many sessions after a row's own an engine has to read: none for minutes, whose rows end with the session; one a row
     * for daily stocks; {@link FeatureSet#CONTRACT_REACH_SESSIONS} for daily options that look ahead at all, and what lies
     * further ahead is null.
     */
    public int lookaheadSessions(Dataset dataset) {
        return sessions(dataset, lookahead());
    }

    /** The names of all fields that it uses. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        collect(expression, fields);
        return fields;
    }

    private static void collect(Expression part, Set<String> fields) {
        if (part instanceof Expression.Field field) {
            fields.add(field.name());
        }
        part.children().forEach(child -> collect(child, fields));
    }

    static int sessions(Dataset dataset, int rows) {
        if (dataset.isMinute()) {
            return 0;
        }
        return dataset.isOptions() ? Math.min(rows, 1) * FeatureSet.CONTRACT_REACH_SESSIONS : rows;
    }

    @Override
    public String toString() {
        return name + " = " + expression.text();
    }
}
