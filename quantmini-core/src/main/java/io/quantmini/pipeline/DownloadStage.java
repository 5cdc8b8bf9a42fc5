package io.quantmini.pipeline;

import io.quantmini.lake.LandedObject;
import io.quantmini.lake.Landing;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Brings landing up to date with the object store for one dataset. An object landed before with the same tag is left. */
final class DownloadStage {
    private static final Pattern SESSION = Pattern.compile("/\\d{4}/\\d{2}/(\\d{4}-\\d{2}-\\d{2})\\.csv\\.gz$");

    private final Downloader downloader;
    private final Landing landing;
    private final Dataset dataset;

    DownloadStage(Downloader downloader, Landing landing, Dataset dataset) {
        this.downloader = downloader;
        this.landing = landing;
        this.dataset = dataset;
    }

    /** What the store has of the dataset in the range and landing has not, by session. */
    SortedMap<LocalDate, RemoteObject> missing(@Nullable SessionRange range) {
        SortedMap<LocalDate, RemoteObject> missing = new TreeMap<>();
        for (RemoteObject object : listed(range)) {
            Optional<LocalDate> session = session(object);
            if (session.isPresent()
                    && (range == null || range.contains(session.get()))
                    && !isLanded(object, session.get())) {
                missing.put(session.get(), object);
            }
        }
        return missing;
    }

    /** Fetches what is missing; the caller holds landing's lock by the writer. */
    StageReport run(LandingWriter writer, @Nullable SessionRange range, ProgressListener progress) {
        long start = System.nanoTime();
        SortedMap<LocalDate, RemoteObject> missing = missing(range);
        long bytes = 0;
        int done = 0;
        for (var entry : missing.entrySet()) {
            Run.checkInterrupted();
            RemoteObject object = entry.getValue();
            downloader.fetch(object, target(entry.getKey()));
            writer.record(new LandedObject(object.key(), object.bytes(), object.etag(), object.lastModified()));
            bytes += object.bytes();
            done++;
            progress.onProgress(new ProgressListener.Progress(
                    Stage.DOWNLOAD, dataset, entry.getKey().toString(), done, missing.size(), 0, object.bytes()));
        }
        return new StageReport(Stage.DOWNLOAD, dataset, done, 0, 0, bytes, Duration.ofNanos(System.nanoTime() - start));
    }

    private boolean isLanded(RemoteObject object, LocalDate session) {
        Optional<LandedObject> landed = landing.find(object.key());
        return landed.isPresent()
                && landed.get().etag().equals(object.etag())
                && landed.get().size() == object.bytes()
                && Files.isRegularFile(target(session));
    }

    private Path target(LocalDate session) {
        return landing.file(dataset, session);
    }

    /** One listing a month of a range of up to two years, else one listing of everything. */
    private List<RemoteObject> listed(@Nullable SessionRange range) {
        if (range == null || range.from().plusYears(2).isBefore(range.to())) {
            return downloader.list(dataset.keyPrefix() + "/");
        }
        List<RemoteObject> objects = new ArrayList<>();
        YearMonth last = YearMonth.from(range.to());
        for (YearMonth month = YearMonth.from(range.from()); !month.isAfter(last); month = month.plusMonths(1)) {
            objects.addAll(downloader.list(String.format(
                    Locale.ROOT, "%s/%04d/%02d/", dataset.keyPrefix(), month.getYear(), month.getMonthValue())));
        }
        return objects;
    }

    private Optional<LocalDate> session(RemoteObject object) {
        Matcher matcher = SESSION.matcher(object.key());
        if (!matcher.find()) {
            return Optional.empty();
        }
        LocalDate session = LocalDate.parse(matcher.group(1));
        return dataset.key(session).equals(object.key()) ? Optional.of(session) : Optional.empty();
    }
}
