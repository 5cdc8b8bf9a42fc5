package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Landing;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.Downloader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param datasets in this order, where one comes twice, its first place counts
     * @param range null for all the store has
     */
    public record Wanted(List<Dataset> datasets, @Nullable SessionRange range) {
        public Wanted {
            datasets = datasets.stream().distinct().toList();
        }
    }

    /**
     * By what to fetch.
     *
     * @param downloader stays its owner's to close; empty for that of the configuration
     * @param progress hears of every file
     */
    public record How(Optional<Downloader> downloader, ProgressListener progress) {}

    /** See {@code Quantmini.download}. */
    public static PipelineReport run(QuantminiContext context, Lake lake, Wanted wanted, How how) {
        Map<Class<?>, Object> given = how.downloader().isPresent()
                ? Map.of(Downloader.class, how.downloader().get())
                : Map.of();
        try (Stages stages = new Stages(context, given, Map.of())) {
            return new FlatFileDownload(context, lake, stages, how.progress()).run(wanted);
        }
    }

    PipelineReport run(Wanted wanted) {
        try (LandingWriter writer = landing.openForWriting()) {
            Downloader downloader = stages.downloader();
            FlatFileCatalog catalog = FlatFileCatalog.of(context, downloader, landing);
            Map<Dataset, List<FlatFile>> files = new LinkedHashMap<>();
            for (Dataset dataset : wanted.datasets()) {
                files.put(dataset, catalog.files(dataset, wanted.range(), Instant.now()));
            }
            List<String> findings = new ArrayList<>();
            files.forEach((dataset, all) -> {
                recordMissing(writer, dataset, all);
                find(
                        dataset,
                        "left unfinished and not to be fetched any more, deleted",
                        forget(wanted, dataset, all),
                        findings);
            });
            DownloadQueue queue = new DownloadQueue(downloader, writer, landing);
            queue.run(toFetch(files), context.budget().downloads(), progress);
            List<StageReport> stageReports = new ArrayList<>();
            List<SessionReport> failed = new ArrayList<>();
            files.forEach((dataset, all) -> {
                DownloadTally tally = queue.tally(dataset.name());
                find(dataset, all, tally, findings);
                stageReports.add(report(dataset, tally));
                failed.addAll(tally.failed());
            });
            return new PipelineReport(stageReports, failed, findings);
        }
    }

    private static List<WantedFile> toFetch(Map<Dataset, List<FlatFile>> files) {
        List<WantedFile> wanted = new ArrayList<>();
        files.forEach((dataset, all) -> all.forEach(file ->
                file.toFetch().ifPresent(object -> wanted.add(new WantedFile(dataset, file.session(), object)))));
        return wanted;
    }

    private static void recordMissing(LandingWriter writer, Dataset dataset, List<FlatFile> files) {
        sessions(files, FlatFile.Status.MISSING)
                .forEach(session -> writer.record(new AbsentObject(dataset.key(session), 404)));
    }

    /** Deletes what was left of files that are landed or not listed any more; says of which sessions. */
    private Set<LocalDate> forget(Wanted wanted, Dataset dataset, List<FlatFile> files) {
        Set<LocalDate> useful = new TreeSet<>();
        files.stream().filter(file -> file.toFetch().isPresent()).forEach(file -> useful.add(file.session()));
        Set<LocalDate> forgotten = new TreeSet<>();
        for (Path target : stages.downloader()
                .forgetUnfinished(
                        landing.directory(dataset),
                        path -> session(wanted, dataset, path)
                                .filter(session -> !useful.contains(session))
                                .isPresent())) {
            session(wanted, dataset, target).ifPresent(forgotten::add);
        }
        return forgotten;
    }

    /** The session of a place in landing, when it is one of those wanted. */
    private Optional<LocalDate> session(Wanted wanted, Dataset dataset, Path target) {
        String path = landing.directory(dataset).relativize(target).toString().replace('\\', '/');
        SessionRange range = wanted.range();
        return FlatFileCatalog.session(dataset, dataset.keyPrefix() + "/" + path)
                .filter(session -> range == null || range.contains(session));
    }

    private static StageReport report(Dataset dataset, DownloadTally tally) {
        return new StageReport(
                Stage.DOWNLOAD, dataset, tally.done(), 0, 0, tally.bytes(), Duration.ofNanos(tally.elapsedNanos()));
    }

    private static void find(Dataset dataset, List<FlatFile> files, DownloadTally tally, List<String> findings) {
        Set<LocalDate> missing = sessions(files, FlatFile.Status.MISSING);
        missing.addAll(tally.gone());
        find(dataset, "not there yet", sessions(files, FlatFile.Status.PENDING), findings);
        find(dataset, "missing at the store", missing, findings);
        find(dataset, "refused by the store, which the subscription may not cover", tally.refused(), findings);
    }

    private static Set<LocalDate> sessions(List<FlatFile> files, FlatFile.Status status) {
        Set<LocalDate> sessions = new TreeSet<>();
        files.stream().filter(file -> file.status() == status).forEach(file -> sessions.add(file.session()));
        return sessions;
    }

    private static void find(Dataset dataset, String what, Set<LocalDate> sessions, List<String> findings) {
        if (!sessions.isEmpty()) {
            List<LocalDate> all = List.copyOf(sessions);
            findings.add(dataset + ": " + all.size() + (all.size() == 1 ? " session " : " sessions ") + what + ": "
                    + all.get(0) + (all.size() == 1 ? "" : " to " + all.get(all.size() - 1)));
        }
    }
}
