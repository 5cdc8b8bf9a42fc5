package io.quantmini.stage;

import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What to compute and from which files. Made by {@link #of}.
 *
 * @param dataset whose bars
 * @param set of features
 * @param bars absolute paths of bronze files that hold every row of the output sessions and of the
 *     {@link FeatureSet#lookbackSessions} before the first; further rows are harmless
 * @param underlyingBars absolute paths of the stocks' bronze files of the output sessions, of the same frequency; for
 *     option sets that use {@code $underlying_close}
 * @param calendar the sessions that windows run over, ascending: from the dataset's first committed session, or from
 *     the start of the look-back, to the last output session or later, ingested or not. Bars of other dates are left out
 * @param sessions whose rows are wanted; each is in the calendar
 * @param securities which security a ticker names
 * @param factors of adjustment, for stocks
 * @param resources what the computation may use
 */
public record FeatureRequest(
        Dataset dataset,
        FeatureSet set,
        List<Path> bars,
        List<Path> underlyingBars,
        List<LocalDate> calendar,
        SortedSet<LocalDate> sessions,
        SecurityMap securities,
        AdjustmentFactors factors,
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
        bars = List.copyOf(bars);
        underlyingBars = List.copyOf(underlyingBars);
        calendar = List.copyOf(calendar);
        sessions = Collections.unmodifiableSortedSet(new TreeSet<>(sessions));
        set.check(dataset);
        requireDistinct(set, bars);
        requireDistinct(set, underlyingBars);
        for (int i = 1; i < calendar.size(); i++) {
            if (!calendar.get(i - 1).isBefore(calendar.get(i))) {
                throw FeatureException.of(
                        set.name(),
                        "cannot compute over " + dataset + ": expected an ascending calendar, got "
                                + calendar.get(i - 1) + " before " + calendar.get(i));
            }
        }
        Set<LocalDate> known = new HashSet<>(calendar);
        for (LocalDate session : sessions) {
            if (!known.contains(session)) {
                throw FeatureException.of(
                        set.name(),
                        "cannot compute over " + dataset + ": expected sessions of the calendar, got " + session);
            }
        }
    }

    /** Starts a request without files, calendar, sessions, identities or adjustment. */
    public static Builder of(Dataset dataset, FeatureSet set, Resources resources) {
        return new Builder(dataset, set, resources);
    }

    private static void requireDistinct(FeatureSet set, List<Path> files) {
        Set<Path> seen = new HashSet<>();
        for (Path file : files) {
            if (!file.isAbsolute() || !seen.add(file)) {
                throw FeatureException.of(
                        set.name(), "cannot read bars: expected absolute paths, each once, got " + file);
            }
        }
    }

    /** Collects the parts of a request. Not thread-safe. */
    public static final class Builder {
        private final Dataset dataset;
        private final FeatureSet set;
        private final Resources resources;
        private List<Path> bars = List.of();
        private List<Path> underlyingBars = List.of();
        private List<LocalDate> calendar = List.of();
        private @Nullable Collection<LocalDate> sessions;
        private SecurityMap securities = SecurityMap.empty();
        private AdjustmentFactors factors = AdjustmentFactors.none();

        private Builder(Dataset dataset, FeatureSet set, Resources resources) {
            this.dataset = dataset;
            this.set = set;
            this.resources = resources;
        }

        /** The bronze files to read. */
        public Builder bars(List<Path> files) {
            this.bars = files;
            return this;
        }

        /** The stocks' bronze files to take the underlying's close from. */
        public Builder underlyingBars(List<Path> files) {
            this.underlyingBars = files;
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

        /** The request; what does not fit together is a {@link FeatureException}. */
        public FeatureRequest build() {
            Collection<LocalDate> wanted = sessions == null ? calendar : sessions;
            return new FeatureRequest(
                    dataset,
                    set,
                    bars,
                    underlyingBars,
                    calendar,
                    new TreeSet<>(wanted),
                    securities,
                    factors,
                    resources);
        }
    }
}
