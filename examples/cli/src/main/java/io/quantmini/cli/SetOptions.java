package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.feature.FeatureException;
import io.quantmini.feature.FeatureSet;
import io.quantmini.features.FeatureSets;
import io.quantmini.features.SetDefinition;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which feature sets are meant, and where they are defined. */
final class SetOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME",
            description = "Feature set, repeatable: base, or one of --definitions.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--definitions",
            paramLabel = "FILE",
            description = "YAML file with a feature set, repeatable. Its set is meant too.")
    private List<Path> files = new ArrayList<>();

    /** Whether sets are named or defined. */
    boolean isGiven() {
        return !names.isEmpty() || !files.isEmpty();
    }

    /** Those that are given; without any, those that silver has, or else the base set. */
    List<FeatureSet> given(CommandLine command, Quantmini quantmini, Dataset dataset) {
        return isGiven() ? sets(command, dataset, List.of()) : added(command, quantmini, dataset);
    }

    /** Those that silver has and those that are given; without either, the base set. */
    List<FeatureSet> added(CommandLine command, Quantmini quantmini, Dataset dataset) {
        return sets(command, dataset, quantmini.featureSets(dataset));
    }

    private List<FeatureSet> sets(CommandLine command, Dataset dataset, List<String> present) {
        TreeMap<String, FeatureSet> defined = new TreeMap<>();
        for (Path file : files) {
            SetDefinition definition = FeatureSets.read(file);
            FeatureSet set = definition.set();
            if (definition.isFor(dataset) && defined.put(set.name(), set) != null) {
                throw new CommandLine.ParameterException(
                        command, "expected one definition of set " + set.name() + ", got several");
            }
        }
        Set<String> wanted = new TreeSet<>(names);
        wanted.addAll(defined.keySet());
        List<FeatureSet> sets = new ArrayList<>();
        for (String name : wanted) {
            FeatureSet set = defined.get(name);
            sets.add(set == null ? FeatureSets.named(name, dataset) : set);
        }
        for (String name : present) {
            if (!wanted.contains(name)) {
                sets.add(stored(name, dataset));
            }
        }
        return sets.isEmpty() ? List.of(FeatureSets.base(dataset)) : sets;
    }

    private static FeatureSet stored(String name, Dataset dataset) {
        if (!FeatureSets.names().contains(name)) {
            throw FeatureException.of(
                    name,
                    "cannot compute over " + dataset + ": its silver has the set, expected a definition of it, got"
                            + " none; give --definitions FILE, or --replace with --set to leave it out");
        }
        return FeatureSets.named(name, dataset);
    }
}
