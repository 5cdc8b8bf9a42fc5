package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.feature.FeatureSelection;
import io.quantmini.feature.FeatureSet;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeWriter;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Flat files to bronze, silver and gold, in that order, dataset by dataset. Every unit of work is committed by itself: a run
 * that was killed or interrupted goes on where it stopped when it is run again, and a run over a lake that is up to date
 * does nothing. One run at a time writes a lake.
 */
public final class Pipeline {
    private final QuantminiContext context;
    private final Lake lake;
    private final PipelineSpec spec;
    private final Choices choices;
    private final ProgressListener progress;

    Pipeline(QuantminiContext context, Lake lake, PipelineSpec spec, Choices choices, ProgressListener progress) {
        this.context = context;
        this.lake = lake;
        this.spec = spec;
        this.choices = choices;
        this.progress = progress;
    }

    /** What the program decided about implementations: instances and provider ids by stage interface. */
    record Choices(Map<Class<?>, Object> given, Map<Class<?>, String> ids) {
        Choices {
            given = Map.copyOf(given);
            ids = Map.copyOf(ids);
        }
    }

    /** What {@link #run()} would do now. Lists the source; writes nothing. */
    public PipelinePlan plan() {
        try (Stages stages = stages()) {
            return new Planner(context, lake, spec, stages).plan();
        }
    }

    /**
     * Does it.
     *
     * @throws io.quantmini.lake.LakeLockedException when another process or thread writes the lake
     * @throws io.quantmini.QuantminiException when a stage cannot go on; what was committed before stands
     */
    public PipelineReport run() {
        List<StageReport> reports = new ArrayList<>();
        List<SessionReport> files = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        try (Stages stages = stages()) {
            FlatFiles source = spec.source();
            if (source instanceof FlatFiles.ObjectStore) {
                PipelineReport downloaded = new FlatFileDownload(context, lake, stages, progress)
                        .run(new FlatFileDownload.Wanted(spec.datasets(), spec.sessions()));
                reports.addAll(downloaded.stages());
                files.addAll(downloaded.files());
                findings.addAll(downloaded.findings());
            }
            SourceCatalog catalog = source == null ? null : SourceCatalog.of(source, lake);
            try (LakeWriter writer = lake.openForWriting()) {
                Run run = new Run(context, lake, writer, stages, progress, findings, new HashMap<>());
                if (catalog != null) {
                    ingest(run, catalog, reports, files);
                }
                new DerivedTables(run).update();
                derive(run, reports);
            }
        }
        return new PipelineReport(reports, files, findings);
    }

    private Stages stages() {
        return new Stages(context, choices.given(), choices.ids());
    }

    private void ingest(Run run, SourceCatalog catalog, List<StageReport> reports, List<SessionReport> files) {
        for (Dataset dataset : spec.datasets()) {
            reports.add(new BronzeStage(run, dataset, spec.settle(), catalog).run(spec.sessions(), files));
        }
    }

    private void derive(Run run, List<StageReport> reports) {
        FeatureSelection selection = spec.features();
        GoldSelection gold = spec.gold();
        if (selection == null && gold == null) {
            return;
        }
        Reference reference = new ReferenceTables(lake, run.stages().tables(), context.allocator()).read();
        if (selection != null) {
            AdjustmentFactors factors = reference.factors(run.open());
            factors.findings().forEach(finding -> run.findings().add(finding.toString()));
            for (Dataset dataset : spec.datasets()) {
                List<FeatureSet> sets = selection.of(dataset);
                if (!sets.isEmpty()) {
                    SilverInputs inputs = new SilverInputs(run.open(), dataset, sets, reference, factors);
                    reports.add(new SilverStage(run, inputs).run());
                }
            }
        }
        if (gold != null) {
            for (Dataset dataset : spec.datasets()) {
                if (GoldDirectory.makes(dataset)) {
                    reports.add(new GoldStage(run, dataset, reference, gold).run());
                }
            }
        }
    }
}
