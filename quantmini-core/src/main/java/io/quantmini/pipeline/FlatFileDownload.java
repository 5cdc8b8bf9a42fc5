package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Landing;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.Downloader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings landing up to date with the object store. {@code Quantmini.download} runs it. */
public final class FlatFileDownload {
    private final QuantminiContext context;
    private final Landing landing;
    private final Stages stages;
    private final ProgressListener progress;

    FlatFileDownload(QuantminiContext context, Lake lake, Stages stages, ProgressListener progress) {
        this.context = context;
        this.landing = lake.landing();
        this.stages = stages;
        this.progress = progress;
    }

    /**
     * What to fetch.
     *
     * @param datasets in this order
     * @param range null for all the store has
     */
    public record Wanted(List<Dataset> datasets, @Nullable SessionRange range) {
        public Wanted {
            datasets = List.copyOf(datasets);
        }
    }

    /** See {@code Quantmini.download}. */
    public static PipelineReport run(QuantminiContext context, Lake lake, Wanted wanted, ProgressListener progress) {
        List<StageReport> reports = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        try (Stages stages = new Stages(context, Map.of(), Map.of())) {
            new FlatFileDownload(context, lake, stages, progress)
                    .run(wanted.datasets(), wanted.range(), reports, findings);
        }
        return new PipelineReport(reports, List.of(), findings);
    }

    void run(List<Dataset> datasets, @Nullable SessionRange range, List<StageReport> reports, List<String> findings) {
        try (LandingWriter writer = landing.openForWriting()) {
            for (Dataset dataset : datasets) {
                reports.add(run(writer, dataset, range, findings));
            }
        }
    }

    private StageReport run(
            LandingWriter writer, Dataset dataset, @Nullable SessionRange range, List<String> findings) {
        long start = System.nanoTime();
        Downloader downloader = stages.downloader();
        List<FlatFile> files = FlatFileCatalog.of(context, downloader, landing).files(dataset, range, Instant.now());
        Set<LocalDate> pending = new TreeSet<>();
        Set<LocalDate> missing = new TreeSet<>();
        for (FlatFile file : files) {
            if (file.status() == FlatFile.Status.PENDING) {
                pending.add(file.session());
            } else if (file.status() == FlatFile.Status.MISSING) {
                missing.add(file.session());
                writer.record(new AbsentObject(dataset.key(file.session()), 404));
            }
        }
        DownloadQueue queue = new DownloadQueue(downloader, writer, dataset, landing);
        queue.run(files, context.budget().downloads(), progress);
        missing.addAll(queue.gone());
        find(dataset, "not there yet", pending, findings);
        find(dataset, "missing at the store", missing, findings);
        find(dataset, "refused by the store, which the subscription may not cover", queue.refused(), findings);
        return new StageReport(
                Stage.DOWNLOAD,
                dataset,
                queue.done(),
                0,
                0,
                queue.bytes(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static void find(Dataset dataset, String what, Set<LocalDate> sessions, List<String> findings) {
        if (!sessions.isEmpty()) {
            List<LocalDate> all = List.copyOf(sessions);
            findings.add(dataset + ": " + all.size() + (all.size() == 1 ? " session " : " sessions ") + what + ": "
                    + all.get(0) + (all.size() == 1 ? "" : " to " + all.get(all.size() - 1)));
        }
    }
}
