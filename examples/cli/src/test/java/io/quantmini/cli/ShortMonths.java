package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureSet;
import io.quantmini.feature.Precision;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An invented market of which a lake has November and December, four sessions each, and the first of January. */
final class ShortMonths {
    static final int MONTH = 4;
    static final int OPEN = 3;
    static final SyntheticMarket MARKET = SyntheticMarket.of(48, 11, 7);
    static final SyntheticMarket CORRECTED = SyntheticMarket.of(48, 11, 8);
    static final List<LocalDate> SESSIONS = sessions();

    private ShortMonths() {}

    /** A set of precision double. */
    static FeatureSet set(String name, String... definitions) {
        List<Feature> features = new ArrayList<>();
        for (String definition : definitions) {
            String[] parts = definition.split(" = ", 2);
            features.add(Feature.of(parts[0], parts[1]));
        }
        return new FeatureSet(name, 1, Precision.DOUBLE, features);
    }

    /** Four sessions of November, four of December, and the first of January. */
    private static List<LocalDate> sessions() {
        Map<YearMonth, List<LocalDate>> months =
                new TreeMap<>(MARKET.sessions().stream().collect(Collectors.groupingBy(YearMonth::from)));
        List<LocalDate> sessions = new ArrayList<>();
        months.forEach((month, all) -> sessions.addAll(all.subList(0, month.getMonthValue() == 1 ? OPEN : MONTH)));
        return List.copyOf(sessions);
    }

    /** A lake in whose calendar November and December have the sessions above and no others. */
    static Quantmini open(Path root, Path config) throws IOException {
        Set<LocalDate> closed = new HashSet<>(MARKET.sessions());
        closed.removeAll(SESSIONS);
        closed.removeIf(date -> date.getMonthValue() == 1);
        Files.createDirectories(config);
        Files.writeString(
                config.resolve("calendar.yaml"),
                "closures: ["
                        + closed.stream().sorted().map(LocalDate::toString).collect(Collectors.joining(", ")) + "]\n");
        return Quantmini.open(
                QuantminiConfig.builder().dataRoot(root).configRoot(config).build());
    }

    static void write(SyntheticMarket market, Path source, Dataset dataset, LocalDate session) throws IOException {
        Path file = source.resolve(dataset.key(session));
        Files.createDirectories(file.getParent());
        Files.write(file, market.flatFile(dataset, session));
    }
}
