package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.QlibBinaryWriter;
import java.time.Instant;
import java.time.LocalDate;
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
        Map<String, SortedMap<LocalDate, Long>> coming = new TreeMap<>();
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
                if (!selection.of(dataset).isEmpty()) {
                    silver(dataset, coming);
                }
            }
        }
        if (spec.gold() != null) {
            spec.datasets().stream()
                    .filter(GoldDirectory::makes)
                    .forEach(dataset -> add(Stage.GOLD, dataset, QlibBinaryWriter.class, new Size(1, 0, 0)));
        }
        return new PipelinePlan(
                lake.root().toString(), context.budget().describe().strip().replaceAll("\\s+", " "), lines);
    }

    private record Size(int units, int files, long bytes) {
        /** A unit for each file. */
        static Size of(Map<LocalDate, Long> lengths) {
            long bytes = lengths.values().stream().mapToLong(Long::longValue).sum();
            return new Size(lengths.size(), lengths.size(), bytes);
        }
    }

    private void add(Stage stage, Dataset dataset, Class<?> role, Size size) {
        Stages.Choice choice = stages.choice(role);
        lines.add(new PipelinePlan.Line(
                stage, dataset, choice.implementation(), choice.reason(), size.units(), size.files(), size.bytes()));
    }

    private void download(Dataset dataset, Map<String, SortedMap<LocalDate, Long>> coming) {
        SortedMap<LocalDate, Long> lengths = new TreeMap<>();
        for (FlatFile file : FlatFileCatalog.of(context, stages.downloader(), lake.landing())
                .files(dataset, spec.sessions(), Instant.now())) {
            file.toFetch().ifPresent(object -> lengths.put(file.session(), object.bytes()));
        }
        coming.put(dataset.name(), lengths);
        add(Stage.DOWNLOAD, dataset, Downloader.class, Size.of(lengths));
    }

    private void bronze(Dataset dataset, SourceCatalog source, Map<String, SortedMap<LocalDate, Long>> coming) {
        SortedMap<LocalDate, Long> pending = coming.computeIfAbsent(dataset.name(), name -> new TreeMap<>());
        for (SourceFile file : source.files(dataset, spec.sessions()).values()) {
            boolean known = Stream.of(
                            lake.catalog().session(dataset, Layer.BRONZE, file.session()),
                            lake.catalog().rejected(dataset, Layer.BRONZE, file.session()))
                    .flatMap(Optional::stream)
                    .anyMatch(state -> file.isWhatWasRead(state.entry()));
            if (!known) {
                pending.put(file.session(), file.size());
            }
        }
        add(Stage.BRONZE, dataset, Ingestor.class, Size.of(pending));
    }

    private void silver(Dataset dataset, Map<String, SortedMap<LocalDate, Long>> coming) {
        Set<LocalDate> sessions = new TreeSet<>(lake.catalog().sessions(dataset, Layer.BRONZE));
        sessions.addAll(coming.getOrDefault(dataset.name(), new TreeMap<>()).keySet());
        Collection<?> units = new SilverSessions(dataset, context.calendar(), lake.catalog()).units(sessions);
        List<LakeFile> files = lake.catalog().files(dataset, Layer.BRONZE);
        long bytes = files.stream().mapToLong(LakeFile::bytes).sum();
        add(Stage.SILVER, dataset, FeatureEngine.class, new Size(units.size(), files.size(), bytes));
    }
}
