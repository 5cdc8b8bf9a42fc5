package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.QlibBinaryWriter;
import io.quantmini.stage.RemoteObject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Foretells a run. What depends on a stage before it is an upper bound. */
final class Planner {
    private final QuantminiContext context;
    private final Lake lake;
    private final PipelineSpec spec;
    private final Stages stages;
    private final List<PipelinePlan.Line> lines = new ArrayList<>();

    Planner(QuantminiContext context, Lake lake, PipelineSpec spec, Stages stages) {
        this.context = context;
        this.lake = lake;
        this.spec = spec;
        this.stages = stages;
    }

    PipelinePlan plan() {
        Map<String, Set<LocalDate>> coming = new TreeMap<>();
        FlatFiles source = spec.source();
        if (source instanceof FlatFiles.ObjectStore) {
            spec.datasets().forEach(dataset -> download(dataset, coming));
        }
        if (source != null) {
            SourceCatalog catalog = SourceCatalog.of(source, lake);
            spec.datasets().forEach(dataset -> bronze(dataset, catalog, coming));
        }
        FeatureSelection selection = spec.features();
        if (selection != null) {
            for (Dataset dataset : spec.datasets()) {
                selection.of(dataset).ifPresent(set -> silver(dataset, coming));
            }
        }
        if (spec.gold()) {
            spec.datasets().stream()
                    .filter(GoldStage::makes)
                    .forEach(dataset -> add(Stage.GOLD, dataset, QlibBinaryWriter.class, new Size(1, 0, 0)));
        }
        return new PipelinePlan(
                lake.root().toString(), context.budget().describe().strip().replaceAll("\\s+", " "), lines);
    }

    private record Size(int units, int files, long bytes) {}

    private void add(Stage stage, Dataset dataset, Class<?> role, Size size) {
        Stages.Choice choice = stages.choice(role);
        lines.add(new PipelinePlan.Line(
                stage, dataset, choice.implementation(), choice.reason(), size.units(), size.files(), size.bytes()));
    }

    private void download(Dataset dataset, Map<String, Set<LocalDate>> coming) {
        SortedMap<LocalDate, RemoteObject> missing =
                new DownloadStage(stages.downloader(), lake.landing(), dataset).missing(spec.sessions());
        coming.put(dataset.name(), new TreeSet<>(missing.keySet()));
        long bytes = missing.values().stream().mapToLong(RemoteObject::bytes).sum();
        add(Stage.DOWNLOAD, dataset, Downloader.class, new Size(missing.size(), missing.size(), bytes));
    }

    private void bronze(Dataset dataset, SourceCatalog source, Map<String, Set<LocalDate>> coming) {
        Set<LocalDate> pending = coming.computeIfAbsent(dataset.name(), name -> new TreeSet<>());
        long bytes = 0;
        for (SourceFile file : source.files(dataset, spec.sessions()).values()) {
            boolean known = Stream.of(
                            lake.catalog().session(dataset, Layer.BRONZE, file.session()),
                            lake.catalog().rejected(dataset, Layer.BRONZE, file.session()))
                    .flatMap(Optional::stream)
                    .anyMatch(state -> file.isWhatWasRead(state.entry()));
            if (!known) {
                pending.add(file.session());
                bytes += file.size();
            }
        }
        add(Stage.BRONZE, dataset, Ingestor.class, new Size(pending.size(), pending.size(), bytes));
    }

    private void silver(Dataset dataset, Map<String, Set<LocalDate>> coming) {
        Set<LocalDate> sessions = new TreeSet<>(lake.catalog().sessions(dataset, Layer.BRONZE));
        sessions.addAll(coming.getOrDefault(dataset.name(), Set.of()));
        Collection<?> units = dataset.settles()
                ? sessions.stream().map(YearMonth::from).distinct().toList()
                : sessions;
        int files = lake.catalog().files(dataset, Layer.BRONZE).size();
        add(Stage.SILVER, dataset, FeatureEngine.class, new Size(units.size(), files, 0));
    }
}
