package io.quantmini.pipeline;

import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.LandedObject;
import io.quantmini.lake.Landing;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.Dataset;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Fetches the files of one dataset, the newest session first, several at once. It keeps no state: what is left to do follows
 * from the listing and landing's ledger, so the next run goes on where this one ends. Used by one thread, once.
 */
final class DownloadQueue {
    private static final int CHANGES = 3;

    private final Downloader downloader;
    private final LandingWriter writer;
    private final Dataset dataset;
    private final Landing landing;
    private final Set<LocalDate> refused = new TreeSet<>();
    private final Set<LocalDate> gone = new TreeSet<>();
    private long bytes;
    private int done;

    DownloadQueue(Downloader downloader, LandingWriter writer, Dataset dataset, Landing landing) {
        this.downloader = downloader;
        this.writer = writer;
        this.dataset = dataset;
        this.landing = landing;
    }

    /** What became of a file: the version that landed, or the status that says why there is none. */
    private record Outcome(LocalDate session, Optional<RemoteObject> landed, int status) {}

    /** Fetches those that are to be fetched; on return, and on failure, what landed is recorded. */
    void run(List<FlatFile> files, int atOnce, ProgressListener progress) {
        List<FlatFile> wanted = files.stream()
                .filter(file -> file.toFetch().isPresent())
                .sorted(Comparator.comparing(FlatFile::session).reversed())
                .toList();
        List<Supplier<Outcome>> tasks = new ArrayList<>();
        wanted.forEach(
                file -> tasks.add(() -> fetch(file.session(), file.toFetch().orElseThrow())));
        try (SideBySide<Outcome> running = new SideBySide<>(tasks, atOnce, () -> atOnce, this::record)) {
            for (int i = 1; i <= tasks.size(); i++) {
                Run.checkInterrupted();
                Outcome outcome = running.take();
                record(outcome);
                long length = outcome.landed().map(RemoteObject::bytes).orElse(0L);
                progress.onProgress(new ProgressListener.Progress(
                        Stage.DOWNLOAD, dataset, outcome.session().toString(), i, tasks.size(), 0, length));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineInterruptedException();
        }
    }

    /** An object that is replaced meanwhile is looked up and fetched again, a few times. */
    private Outcome fetch(LocalDate session, RemoteObject listed) {
        RemoteObject object = listed;
        for (int change = 1; ; change++) {
            try {
                downloader.fetch(object, landing.file(dataset, session));
                return new Outcome(session, Optional.of(object), 200);
            } catch (DownloadException e) {
                if (e.status() == 404) {
                    return new Outcome(session, Optional.empty(), 404);
                }
                if (e.status() == 403) {
                    // Throws when the store refuses the credentials and not this object alone.
                    downloader.list(object.key());
                    return new Outcome(session, Optional.empty(), 403);
                }
                if (e.status() != 412 || change > CHANGES) {
                    throw e;
                }
            }
            Optional<RemoteObject> now = downloader.head(listed.key());
            if (now.isEmpty()) {
                return new Outcome(session, Optional.empty(), 404);
            }
            object = now.get();
        }
    }

    private void record(Outcome outcome) {
        if (outcome.landed().isPresent()) {
            RemoteObject object = outcome.landed().get();
            writer.record(new LandedObject(object.key(), object.bytes(), object.etag(), object.lastModified()));
            bytes += object.bytes();
            done++;
        } else {
            writer.record(new AbsentObject(dataset.key(outcome.session()), outcome.status()));
            (outcome.status() == 403 ? refused : gone).add(outcome.session());
        }
    }

    /** Sessions whose file alone the store refused. */
    Set<LocalDate> refused() {
        return refused;
    }

    /** Sessions whose file was there when listed, and not when it was fetched. */
    Set<LocalDate> gone() {
        return gone;
    }

    /** Bytes fetched. */
    long bytes() {
        return bytes;
    }

    /** Files fetched. */
    int done() {
        return done;
    }
}
