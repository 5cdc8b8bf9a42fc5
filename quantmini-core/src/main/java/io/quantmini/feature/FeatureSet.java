package io.quantmini.feature;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Features computed and stored together. Every value is a function of its row and a fixed number of rows before it, never
 * of later rows nor of where a load began.
 *
 * @param name {@code [a-z0-9_]+}
 * @param version raised by the author when a definition changes its meaning; from 1
 * @param precision arithmetic of every feature
 * @param features in column order; at least one, no name twice
 * @param labels what models learn from the features: never columns of silver, and no part of the {@link #fingerprint};
 *     with names of their own
 * @param universe the name of the list whose members cross-sections compare, {@code [a-z0-9_-]+}; a stock that is no member
 *     on the date has null. Null for all stocks that have a bar in the session
 */
public record FeatureSet(
        String name,
        int version,
        Precision precision,
        List<Feature> features,
        List<Label> labels,
        @Nullable String universe) {
    /**
     * How many sessions back, at most, the bars of a daily option contract may lie that a value needs. A contract trades on
     * some days only, so its windows run over bars, not sessions; a value whose look-back reaches a bar older than this
     * is null, which bounds what has to be read. Windows of precision {@code qlib} take what is there, and whether older bars are
     * there cannot be known from so few sessions: over daily options such sets may not look back.
     */
    public static final int CONTRACT_REACH_SESSIONS = 60;

    private static final String LANGUAGE = "expression language 1";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");
    private static final Pattern UNIVERSE = Pattern.compile("[a-z0-9_-]+");
    private static final ArrowType FLOAT8 = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType FLOAT4 = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);

    public FeatureSet {
        features = List.copyOf(features);
        labels = List.copyOf(labels);
        if (!NAME.matcher(name).matches() || version < 1 || features.isEmpty()) {
            throw FeatureException.of(
                    name,
                    "cannot make a set: expected a name of [a-z0-9_]+, a version from 1 and features, got \"" + name
                            + "\", " + version + " and " + features.size() + " features");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(features.stream().map(Feature::name), labels.stream().map(Label::name))
                .forEach(column -> {
                    if (!names.add(column)) {
                        throw FeatureException.of(
                                column, "cannot make set " + name + ": expected each name once, got it twice");
                    }
                });
        if (universe != null) {
            requireUniverse(name, universe, features, labels);
        }
    }

    private static void requireUniverse(String set, String universe, List<Feature> features, List<Label> labels) {
        boolean compares = Stream.concat(
                        features.stream().map(Feature::expression),
                        labels.stream().map(Label::expression))
                .anyMatch(FeatureSet::comparesStocks);
        if (!UNIVERSE.matcher(universe).matches() || !compares) {
            throw FeatureException.of(
                    set,
                    "cannot compare the members of \"" + universe + "\": expected a name of [a-z0-9_-] and a"
                            + " cross-section (CSRank, CSZScore, CSMean), got "
                            + (compares ? "another name" : "none"));
        }
    }

    private static boolean comparesStocks(Expression part) {
        boolean compares =
                part instanceof Expression.Call call && call.operator().isCrossSection();
        return compares || part.children().stream().anyMatch(FeatureSet::comparesStocks);
    }

    /** A set that compares all stocks. */
    public FeatureSet(String name, int version, Precision precision, List<Feature> features, List<Label> labels) {
        this(name, version, precision, features, labels, null);
    }

    /** A set without labels. */
    public FeatureSet(String name, int version, Precision precision, List<Feature> features) {
        this(name, version, precision, features, List.of());
    }

    /** The same set, whose cross-sections compare the members of a list: see {@link #universe}. */
    public FeatureSet over(String members) {
        return new FeatureSet(name, version, precision, features, labels, members);
    }

    /** What the ledger calls sets whose columns a unit holds: {@code name@fingerprint}, one space between them. */
    public static String stamp(List<FeatureSet> sets) {
        return sets.stream().map(set -> set.name() + "@" + set.fingerprint()).collect(Collectors.joining(" "));
    }

    /** The names in a {@link #stamp}. */
    public static List<String> namesIn(String stamp) {
        return Arrays.stream(stamp.split(" "))
                .map(set -> set.replaceFirst("@.*", ""))
                .toList();
    }

    /** Digest of everything that decides the values: 32 hex digits, the same on every JVM. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder(LANGUAGE).append('\n');
        text.append(name).append('\n').append(version).append('\n').append(precision.label());
        features.forEach(feature -> text.append('\n').append(feature));
        if (universe != null) {
            text.append("\nuniverse ").append(universe);
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("[fingerprint] cannot digest: expected SHA-256 in every JVM", e);
        }
    }

    /** The names of all fields that some feature uses. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>();
        Definition.features(List.of(this)).forEach(feature -> fields.addAll(feature.fields()));
        return fields;
    }

    /** How many rows before the current one the values depend on; within a session that is not counted. */
    public int lookback() {
        return features.stream().mapToInt(Feature::lookback).max().orElse(0);
    }

    /**
     * How many sessions before the first output session an engine has to read: none for minutes, whose windows end at the
     * session's start; one a row for daily stocks; {@link #CONTRACT_REACH_SESSIONS} for daily options with any window.
     */
    public int lookbackSessions(Dataset dataset) {
        return Definition.sessions(dataset, lookback());
    }

    /**
     * Checks that the set can be computed over the dataset: fields exist, no name is that of a bar's column, and over daily
     * options nothing of precision {@code qlib} looks back.
     *
     * @throws FeatureException naming the feature and the character
     */
    public void check(Dataset dataset) {
        for (Feature feature : features) {
            boolean taken = BarFields.FACTOR.equals(feature.name())
                    || BarSchema.bronze(dataset).getFields().stream()
                            .anyMatch(field -> field.getName().equals(feature.name()));
            if (taken) {
                throw FeatureException.of(
                        feature.name(), "cannot add to " + dataset + ": expected a new column, got one of the bar's");
            }
            checkFields(dataset, feature.name(), feature.expression(), feature.expression());
        }
        labels.forEach(label -> checkFields(dataset, label.name(), label.expression(), label.expression()));
        Stream.of(Definition.features(List.of(this)), Definition.labels(List.of(this)))
                .flatMap(List::stream)
                .forEach(definition -> checkReach(dataset, definition));
    }

    private static void checkReach(Dataset dataset, Definition definition) {
        boolean takesWhatIsThere = definition.precision() == Precision.QLIB && dataset.isOptions();
        if (takesWhatIsThere && definition.lookbackSessions(dataset) > 0) {
            throw FeatureException.of(
                    definition.name(),
                    "cannot look back over " + dataset + " in precision qlib: expected its own bar or later ones, got "
                            + definition.lookback() + " before it, of which some may lie more than "
                            + CONTRACT_REACH_SESSIONS + " sessions back; compute it in precision double");
        }
    }

    /**
     * Checks that the sets can be columns of one table: at least one, each computable over the dataset, no column twice.
     *
     * @throws FeatureException naming the feature, or the sets
     */
    public static void check(Dataset dataset, List<FeatureSet> sets) {
        if (sets.isEmpty()) {
            throw FeatureException.of(dataset.name(), "cannot compute features: expected a set, got none");
        }
        Map<String, String> owners = new HashMap<>();
        for (FeatureSet set : sets) {
            set.check(dataset);
            for (Feature feature : set.features()) {
                String owner = owners.put(feature.name(), set.name());
                if (owner != null) {
                    throw FeatureException.of(
                            feature.name(),
                            "cannot be a column of " + dataset + " twice: expected it in one set, got it in " + owner
                                    + " and " + set.name());
                }
            }
        }
    }

    /** The sets' names as one text, for messages. */
    public static String names(List<FeatureSet> sets) {
        return sets.stream().map(FeatureSet::name).collect(Collectors.joining("+"));
    }

    /** The longest {@link #lookbackSessions(Dataset)} of all sets. */
    public static int lookbackSessions(Dataset dataset, List<FeatureSet> sets) {
        return sets.stream()
                .mapToInt(set -> set.lookbackSessions(dataset))
                .max()
                .orElse(0);
    }

    /**
     * The columns of silver: bronze's as they are, {@code factor} for stocks, then one nullable column a feature, set by
     * set in their order: DOUBLE or FLOAT by the set's precision.
     */
    public static Schema silver(Dataset dataset, List<FeatureSet> sets) {
        List<Field> fields = new ArrayList<>(BarSchema.bronze(dataset).getFields());
        if (!dataset.isOptions()) {
            fields.add(new Field(BarFields.FACTOR, FieldType.notNullable(FLOAT8), null));
        }
        Definition.features(sets).forEach(feature -> fields.add(column(feature)));
        return new Schema(fields);
    }

    /** The nullable column of a feature or label. */
    public static Field column(Definition definition) {
        ArrowType type = definition.precision() == Precision.DOUBLE ? FLOAT8 : FLOAT4;
        return new Field(definition.name(), FieldType.nullable(type), null);
    }

    private static void checkFields(Dataset dataset, String name, Expression whole, Expression part) {
        List<String> known = BarFields.of(dataset);
        if (part instanceof Expression.Field field && !known.contains(field.name())) {
            throw FeatureException.in(
                    name,
                    whole,
                    part,
                    "cannot compute over " + dataset + ": expected one of $" + String.join(" $", known) + ", got $"
                            + field.name());
        }
        for (Expression child : part.children()) {
            checkFields(dataset, name, whole, child);
        }
    }
}
