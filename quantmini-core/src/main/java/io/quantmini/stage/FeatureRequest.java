package io.quantmini.stage;

import io.quantmini.feature.Definition;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.Dataset;
import io.quantmini.market.Rates;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.Universe;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What to compute and from which bars. Made by {@link #of}.
 *
 * @param dataset whose bars
 * @param sets of features, at least one, whose columns follow each other in this order; no column's name twice
 * @param withLabels whether the sets' labels are columns too, after all features
 * @param bars every row of the output sessions, of the {@link #lookbackSessions} before the first and of the
 *     {@link #lookaheadSessions} after the last; further rows are harmless
 * @param underlyingBars the stocks' bars of the output sessions and of the {@link #lookaheadSessions}, of the same
 *     frequency; for option sets that use {@code $underlying_close}. Where some column that looks back uses it, those of the
 *     {@link #lookbackSessions}, too
 * @param calendar the sessions that windows run over, ascending: from the dataset's first committed session, or from
 *     the start of the look-back, to the end of the look-ahead or later, ingested or not. Bars of other dates are left out
 * @param sessions whose rows are wanted; each is in the calendar
 * @param securities which security a ticker names
 * @param factors of adjustment, for stocks
 * @param universes lists of members that some set's cross-sections compare; at least each that a set names
 * @param rates of interest and dividends, for option sets that use {@code $rate} or {@code $dividend_yield}
 * @param firstSessions the session of a security's first bar ever in the dataset, by security id, for those known; any
 *     other security begins with its first bar in {@code bars}. Sets of precision {@code qlib} have a row of nulls for
 *     an absent session after a security's first, and none before it
 * @param resources what the computation may use
 */
public record FeatureRequest(
        Dataset dataset,
        List<FeatureSet> sets,
        boolean withLabels,
        BarSource bars,
        BarSource underlyingBars,
        List<LocalDate> calendar,
        SortedSet<LocalDate> sessions,
        SecurityMap securities,
        AdjustmentFactors factors,
        List<Universe> universes,
        Rates rates,
        Map<String, LocalDate> firstSessions,
        Resources resources) {

    /**
     * What a computation may use.
     *
     * @param memoryBytes beyond the allocator's; what does not fit goes to the temporary directory
     * @param threads at least 1
     * @param tempDirectory existing directory in which it makes one of its own
     */
    public record Resources(long memoryBytes, int threads, Path tempDirectory) {
        public Resources {
            if (memoryBytes < 1 || threads < 1) {
                throw new IllegalArgumentException("[feature request] expected memory and threads above 0, got "
                        + memoryBytes + " bytes and " + threads);
            }
        }
    }

    public FeatureRequest {
        sets = List.copyOf(sets);
        calendar = List.copyOf(calendar);
        sessions = Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
        universes = List.copyOf(universes);
        firstSessions = Map.copyOf(firstSessions);
        FeatureSet.check(dataset, sets);
        requireUniverses(sets, universes);
        if (withLabels) {
            requireApart(dataset, sets);
        }
        for (int i = 1; i < calendar.size(); i++) {
            if (!calendar.get(i - 1).isBefore(calendar.get(i))) {
                throw FeatureException.of(
                        FeatureSet.names(sets),
                        "cannot compute over " + dataset + ": expected an ascending calendar, got "
                                + calendar.get(i - 1) + " before " + calendar.get(i));
            }
        }
        Set<LocalDate> known = new HashSet<>(calendar);
        for (LocalDate session : sessions) {
            if (!known.contains(session)) {
                throw FeatureException.of(
                        FeatureSet.names(sets),
                        "cannot compute over " + dataset + ": expected sessions of the calendar, got " + session);
            }
        }
    }

    /** Starts a request without bars, calendar, sessions, identities or adjustment. */
    public static Builder of(Dataset dataset, List<FeatureSet> sets, Resources resources) {
        return new Builder(dataset, sets, resources);
    }

    /** What is computed, in the order of the columns. */
    public List<Definition> definitions() {
        Stream<Definition> labels = withLabels ? Definition.labels(sets).stream() : Stream.empty();
        return Stream.concat(Definition.features(sets).stream(), labels).toList();
    }

    /** The columns of the answer: {@link FeatureSet#silver}'s, then each label's, of the same types. */
    public Schema columns() {
        List<Field> fields = new ArrayList<>(FeatureSet.silver(dataset, sets).getFields());
        if (withLabels) {
            Definition.labels(sets).forEach(label -> fields.add(FeatureSet.column(label)));
        }
        return new Schema(fields);
    }

    /** How many sessions before the first output session some column depends on. */
    public int lookbackSessions() {
        return longest(definition -> definition.lookbackSessions(dataset));
    }

    /** How many sessions after the last output session some column depends on; 0 without labels. */
    public int lookaheadSessions() {
        return longest(definition -> definition.lookaheadSessions(dataset));
    }

    private static void requireUniverses(List<FeatureSet> sets, List<Universe> universes) {
        List<String> known = universes.stream().map(Universe::name).toList();
        for (FeatureSet set : sets) {
            String universe = set.universe();
            if (universe != null && !known.contains(universe)) {
                throw FeatureException.of(
                        set.name(),
                        "cannot compare the members of \"" + universe + "\": expected one of the lists " + known
                                + "; bring it as landing/external/indexes/" + universe + ".csv");
            }
        }
    }

    private int longest(ToIntFunction<Definition> reach) {
        return definitions().stream().mapToInt(reach).max().orElse(0);
    }

    private static void requireApart(Dataset dataset, List<FeatureSet> sets) {
        Set<String> taken = new HashSet<>();
        FeatureSet.silver(dataset, sets).getFields().forEach(field -> taken.add(field.getName()));
        for (Definition label : Definition.labels(sets)) {
            if (!taken.add(label.name())) {
                throw FeatureException.of(
                        label.name(),
                        "cannot add the label to " + dataset + " of " + FeatureSet.names(sets)
                                + ": expected a new column, got the name of another; rename it");
            }
        }
    }

    /** Collects the parts of a request. Not thread-safe. */
    public static final class Builder {
        private final Dataset dataset;
        private final List<FeatureSet> sets;
        private final Resources resources;
        private boolean withLabels;
        private BarSource bars = BarSource.none();
        private BarSource underlyingBars = BarSource.none();
        private List<LocalDate> calendar = List.of();
        private @Nullable Collection<LocalDate> sessions;
        private SecurityMap securities = SecurityMap.empty();
        private AdjustmentFactors factors = AdjustmentFactors.none();
        private List<Universe> universes = List.of();
        private Rates rates = Rates.DEFAULT;
        private Map<String, LocalDate> firstSessions = Map.of();

        private Builder(Dataset dataset, List<FeatureSet> sets, Resources resources) {
            this.dataset = dataset;
            this.sets = sets;
            this.resources = resources;
        }

        /** Asks for the sets' labels, too. */
        public Builder labels() {
            this.withLabels = true;
            return this;
        }

        /** The bronze bars to read. */
        public Builder bars(BarSource source) {
            this.bars = source;
            return this;
        }

        /** The stocks' bronze bars to take the underlying's close from. */
        public Builder underlyingBars(BarSource source) {
            this.underlyingBars = source;
            return this;
        }

        /** The sessions that windows run over. */
        public Builder calendar(List<LocalDate> sessionsInOrder) {
            this.calendar = sessionsInOrder;
            return this;
        }

        /** The sessions whose rows are wanted; without them, the whole calendar. */
        public Builder sessions(Collection<LocalDate> wanted) {
            this.sessions = wanted;
            return this;
        }

        /** Who bore which ticker, and what adjusts prices. */
        public Builder reference(SecurityMap map, AdjustmentFactors adjustment) {
            this.securities = map;
            this.factors = adjustment;
            return this;
        }

        /** Lists of members that cross-sections may compare. */
        public Builder universes(List<Universe> lists) {
            this.universes = lists;
            return this;
        }

        /** Interest and dividends that options are priced with. */
        public Builder rates(Rates curves) {
            this.rates = curves;
            return this;
        }

        /** Where securities begin, as far as that is known. */
        public Builder firstSessions(Map<String, LocalDate> bySecurity) {
            this.firstSessions = bySecurity;
            return this;
        }

        /** The request; what does not fit together is a {@link FeatureException}. */
        public FeatureRequest build() {
            Collection<LocalDate> wanted = sessions == null ? calendar : sessions;
            return new FeatureRequest(
                    dataset,
                    sets,
                    withLabels,
                    bars,
                    underlyingBars,
                    calendar,
                    new TreeSet<>(wanted),
                    securities,
                    factors,
                    universes,
                    rates,
                    firstSessions,
                    resources);
        }
    }
}
