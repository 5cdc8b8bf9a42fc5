package io.quantmini.pipeline;

import io.quantmini.feature.BarFields;
import io.quantmini.feature.Definition;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.Dataset;
import io.quantmini.market.Rates;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import io.quantmini.stage.BarSource;
import io.quantmini.stage.FeatureRequest;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the features of one dataset are computed from: which sessions a session's values depend on, a digest of all that
 * decides them, and the request that computes them.
 */
final class SilverInputs {
    private final OpenLake open;
    private final Dataset dataset;
    private final List<FeatureSet> sets;
    private final Reference reference;
    private final AdjustmentFactors factors;
    private final LakeCatalog catalog;
    private final String identities;
    private final FactorDigests factorDigests;
    private final SortedMap<String, LocalDate> firstSessions;
    private final List<Universe> universes;
    /** Of the sets alone, and asked for by every unit there ever was. */
    private final String text;

    private final int lookback;

    SilverInputs(
            OpenLake open, Dataset dataset, List<FeatureSet> sets, Reference reference, AdjustmentFactors factors) {
        this.open = open;
        this.dataset = dataset;
        this.sets = sets;
        this.reference = reference;
        this.factors = factors;
        this.catalog = open.lake().catalog();
        this.identities = Inputs.digest(reference.securities().spans().toString());
        this.factorDigests = new FactorDigests(factors);
        this.universes = universes();
        this.text = FeatureSet.stamp(sets);
        this.lookback = FeatureSet.lookbackSessions(dataset, sets);
        this.firstSessions =
                new TreeMap<>(needsFirstSessions() ? FirstSessions.read(open, reference.securities()) : Map.of());
    }

    Dataset dataset() {
        return dataset;
    }

    List<FeatureSet> sets() {
        return sets;
    }

    /** The stocks whose closes an option's features ask for. */
    Dataset underlying() {
        return dataset.isMinute() ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY;
    }

    /** Names the sets and their definitions: what the ledger calls the set of a unit. */
    String text() {
        return text;
    }

    /** The sessions from the start of the look-back to the last one. */
    SessionRange window(SortedSet<LocalDate> sessions) {
        TradingCalendar calendar = open.context().calendar();
        int first = calendar.indexOf(sessions.first()) - lookback;
        return new SessionRange(calendar.sessionAt(Math.max(0, first)), sessions.last());
    }

    /**
     * The sessions whose stocks' bars the features of options need: their own, and those of the look-back if a feature looks
     * back at the underlying's close.
     */
    SessionRange underlyingWindow(SortedSet<LocalDate> sessions) {
        LocalDate from = looksBackAtUnderlyings(Definition.features(sets))
                ? window(sessions).from()
                : sessions.first();
        return new SessionRange(from, sessions.last());
    }

    /** Digest of all that decides the rows of these sessions; how bronze keeps its own is no part of it. */
    String digest(SortedSet<LocalDate> sessions) {
        SessionRange window = window(sessions);
        StringBuilder inputs =
                new StringBuilder("features ").append(text).append('\n').append("bars\n");
        open.context().calendar().sessions(window).forEach(session -> inputs.append(line(dataset, session)));
        if (dataset.isOptions()) {
            inputs.append("underlying\n");
            underlyingSessions(sessions).forEach(session -> inputs.append(line(underlying(), session)));
            if (usesRates()) {
                inputs.append("rates\n");
                open.context().calendar().sessions(window).forEach(session -> inputs.append(rates(session)));
            }
        } else {
            inputs.append("factors ").append(factorDigests.upTo(window.to())).append('\n');
        }
        universes.forEach(universe ->
                inputs.append("universe ").append(universe.during(window)).append('\n'));
        inputs.append("securities ").append(identities).append('\n');
        firstSessions.forEach((security, first) -> {
            if (window.contains(first)) {
                inputs.append("first ")
                        .append(security)
                        .append(' ')
                        .append(first)
                        .append('\n');
            }
        });
        return Inputs.digest(inputs);
    }

    /** What computes these sessions. */
    FeatureRequest request(SortedSet<LocalDate> sessions) {
        return request(sessions, window(sessions), underlyingWindow(sessions)).build();
    }

    /** What computes these sessions with the sets' labels, from as many sessions after the last as some label looks ahead. */
    FeatureRequest labelled(SortedSet<LocalDate> sessions) {
        List<Definition> labels = Definition.labels(sets);
        TradingCalendar calendar = open.context().calendar();
        int back = labels.stream()
                .mapToInt(label -> label.lookbackSessions(dataset))
                .max()
                .orElse(0);
        int ahead = labels.stream()
                .mapToInt(label -> label.lookaheadSessions(dataset))
                .max()
                .orElse(0);
        int first = Math.max(0, calendar.indexOf(sessions.first()) - back);
        int last = Math.min(calendar.countBefore(LocalDate.MAX) - 1, calendar.indexOf(sessions.last()) + ahead);
        LocalDate from = Collections.min(List.of(window(sessions).from(), calendar.sessionAt(first)));
        LocalDate to = calendar.sessionAt(last);
        List<Definition> all = Stream.of(Definition.features(sets), labels)
                .flatMap(List::stream)
                .toList();
        LocalDate underlyingsFrom = looksBackAtUnderlyings(all) ? from : sessions.first();
        return request(sessions, new SessionRange(from, to), new SessionRange(underlyingsFrom, to))
                .labels()
                .build();
    }

    private FeatureRequest.Builder request(
            SortedSet<LocalDate> sessions, SessionRange window, SessionRange ofUnderlyings) {
        FeatureRequest.Resources resources = new FeatureRequest.Resources(
                open.context().budget().duckDbMemoryBytes(),
                open.context().budget().threads(),
                open.lake().paths().temp());
        return FeatureRequest.of(dataset, sets, resources)
                .bars(bars(dataset, window))
                .underlyingBars(dataset.isOptions() ? bars(underlying(), ofUnderlyings) : BarSource.none())
                .calendar(open.context().calendar().sessions(window))
                .sessions(sessions)
                .reference(reference.securities(), factors)
                .universes(universes)
                .rates(open.context().config().rates())
                .firstSessions(firstSessions);
    }

    /** Length of the files that a request for these sessions reads. */
    long bytes(SortedSet<LocalDate> sessions) {
        long bytes = bytes(files(dataset, window(sessions)));
        return dataset.isOptions() ? bytes + bytes(files(underlying(), underlyingWindow(sessions))) : bytes;
    }

    /** Each of the sessions themselves, which may have others between them; all of the look-back where that counts. */
    private Collection<LocalDate> underlyingSessions(SortedSet<LocalDate> sessions) {
        SessionRange read = underlyingWindow(sessions);
        return read.from().equals(sessions.first())
                ? sessions
                : open.context().calendar().sessions(read);
    }

    private boolean looksBackAtUnderlyings(List<Definition> definitions) {
        return definitions.stream()
                .filter(definition -> definition.lookbackSessions(dataset) > 0)
                .anyMatch(definition -> definition.fields().contains(BarFields.UNDERLYING_CLOSE));
    }

    private BarSource bars(Dataset source, SessionRange range) {
        return new LakeBars(open, source, files(source, range), range);
    }

    private List<LakeFile> files(Dataset source, SessionRange range) {
        return catalog.files(source, Layer.BRONZE, range, Set.of());
    }

    private static long bytes(List<LakeFile> files) {
        return files.stream().mapToLong(LakeFile::bytes).sum();
    }

    private String line(Dataset source, LocalDate session) {
        return catalog.session(source, Layer.BRONZE, session)
                .map(state -> line(state.entry()))
                .orElse(session + "\n");
    }

    private static String line(SessionEntry entry) {
        return entry.published() + "\t" + Inputs.line(entry.date(), entry.key(), entry.size(), entry.crc32());
    }

    /** The lists that cross-sections compare; one that is missing is the request's to refuse. */
    private List<Universe> universes() {
        List<String> named =
                sets.stream().map(FeatureSet::universe).filter(Objects::nonNull).toList();
        if (named.isEmpty()) {
            return List.of();
        }
        return ExternalIndexes.read(open.lake().paths().external()).stream()
                .filter(list -> named.contains(list.name()))
                .toList();
    }

    private boolean usesRates() {
        return sets.stream()
                .map(FeatureSet::fields)
                .anyMatch(fields -> fields.contains(BarFields.RATE) || fields.contains(BarFields.DIVIDEND_YIELD));
    }

    private String rates(LocalDate session) {
        Rates rates = open.context().config().rates();
        return rates.rate().on(session) + " " + rates.dividendYield().on(session) + "\n";
    }

    private boolean needsFirstSessions() {
        return dataset.equals(Dataset.STOCKS_DAILY) && sets.stream().anyMatch(set -> set.precision() == Precision.QLIB);
    }
}
