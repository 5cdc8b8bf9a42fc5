package io.quantmini.features.internal;

import io.quantmini.feature.Definition;
import io.quantmini.feature.Expression;
import io.quantmini.feature.Expression.Call;
import io.quantmini.feature.Operator;
import io.quantmini.feature.Precision;
import io.quantmini.features.internal.kernel.Ranks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cross-sections in some definitions, each once, and what they gave: a number per symbol and session. The universe of a
 * session is every symbol that has a bar in it, or those of them that are members of a list on the date. Filled by one thread, level by level, then read by several.
 */
final class CrossSections {
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, double[][]> values = new TreeMap<>();
    private Members members = Members.NONE;

    /** Finds those of the definitions, inner ones before those around them. */
    static CrossSections of(List<Definition> definitions) {
        CrossSections cross = new CrossSections();
        definitions.forEach(definition -> cross.find(definition.expression(), definition));
        return cross;
    }

    private record Section(
            Call call, Precision precision, @Nullable String universe, int level) {}

    private int find(Expression expression, Definition definition) {
        int level = 0;
        for (Expression child : expression.children()) {
            level = Math.max(level, find(child, definition));
        }
        if (expression instanceof Call call && call.operator().isCrossSection()) {
            level++;
            if (column(call, definition) < 0) {
                sections.add(new Section(call, definition.precision(), definition.universe(), level));
            }
        }
        return level;
    }

    /** From now on only members of a section's list are noted. */
    void restrict(Members lists) {
        this.members = lists;
    }

    int count() {
        return sections.size();
    }

    /** How deep they are nested. */
    int levels() {
        return sections.stream().mapToInt(Section::level).max().orElse(0);
    }

    /** Number of a cross-section of a definition; negative for one that is none of these. */
    int column(Call call, Definition definition) {
        for (int i = 0; i < sections.size(); i++) {
            Section section = sections.get(i);
            if (section.precision() == definition.precision()
                    && Objects.equals(section.universe(), definition.universe())
                    && section.call().equals(call)) {
                return i;
            }
        }
        return -1;
    }

    /** Numbers of those on a level. */
    List<Integer> ofLevel(int level) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            if (sections.get(i).level() == level) {
                found.add(i);
            }
        }
        return found;
    }

    /** What a cross-section compares. */
    Definition operand(int section) {
        Section wanted = sections.get(section);
        return new Definition(
                "cross_section_" + section, wanted.call().operands().get(0), wanted.precision(), wanted.universe());
    }

    /** Notes a symbol's value of an operand in a session, if the symbol is one of the universe. */
    void put(String symbol, int section, int session, double value) {
        String universe = sections.get(section).universe();
        if (universe != null && !members.has(universe, symbol, session)) {
            return;
        }
        double[][] ofSymbol = values.computeIfAbsent(symbol, key -> new double[sections.size()][]);
        double[] known = ofSymbol[section];
        if (known == null || known.length <= session) {
            int length = known == null ? 0 : known.length;
            known = known == null ? new double[session + 1] : Arrays.copyOf(known, Math.max(session + 1, 2 * length));
            Arrays.fill(known, length, known.length, Double.NaN);
            ofSymbol[section] = known;
        }
        known[session] = value;
    }

    /** The cross-section's value of a symbol in a session; NaN for none. */
    double get(String symbol, int section, int session) {
        double @Nullable [][] ofSymbol = values.get(symbol);
        double[] known = ofSymbol == null ? null : ofSymbol[section];
        return known == null || known.length <= session ? Double.NaN : known[session];
    }

    /** Turns the operands of a cross-section into its values. */
    void compare(int section, int sessions) {
        Operator operator = sections.get(section).call().operator();
        double[] universe = new double[values.size()];
        for (int session = 0; session < sessions; session++) {
            int count = 0;
            for (double[][] ofSymbol : values.values()) {
                double[] known = ofSymbol[section];
                if (known != null && known.length > session && !Double.isNaN(known[session])) {
                    universe[count++] = known[session];
                }
            }
            OneSession all = OneSession.of(Arrays.copyOf(universe, count));
            for (double[][] ofSymbol : values.values()) {
                double[] known = ofSymbol[section];
                if (known != null && known.length > session && !Double.isNaN(known[session])) {
                    known[session] = all.value(operator, known[session]);
                }
            }
        }
    }

    /** The values of one session. */
    private static final class OneSession {
        private final double[] sorted;
        private final double mean;
        private final double deviation;

        private OneSession(double[] sorted, double mean, double deviation) {
            this.sorted = sorted;
            this.mean = mean;
            this.deviation = deviation;
        }

        static OneSession of(double[] values) {
            Arrays.sort(values);
            double mean = Arrays.stream(values).sum() / values.length;
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            boolean flat = values.length > 0 && values[0] == values[values.length - 1];
            return new OneSession(values, mean, flat ? 0 : Math.sqrt(squares / (values.length - 1)));
        }

        double value(Operator operator, double x) {
            return switch (operator) {
                case CS_RANK -> Ranks.ofSorted(sorted, x);
                case CS_ZSCORE -> deviation > 0 ? (x - mean) / deviation : Double.NaN;
                default -> mean;
            };
        }
    }
}
