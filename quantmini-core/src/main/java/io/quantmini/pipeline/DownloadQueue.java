package io.quantmini.pipeline;

import io.quantmini.lake.AbsentObject;
import io.quantmini.lake.LandedObject;
import io.quantmini.lake.Landing;
import io.quantmini.lake.LandingWriter;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fetches files, the newest session first and in it the smallest file, several at once. A file that cannot be had is told of,
 * and the others are fetched; where no file can be had, it ends. It keeps no state: what is left to do follows from the listing
 * and landing's ledger, so the next run goes on where this one ends. Used by one thread, once.
 */
final class DownloadQueue {
    private static final int CHANGES = 3;
    private static final Duration TICK = Duration.ofMillis(500);

    private final Downloader downloader;
    private final LandingWriter writer;
    private final Landing landing;
    private final Map<String, DownloadTally> tallies = new HashMap<>();

    DownloadQueue(Downloader downloader, LandingWriter writer, Landing landing) {
        this.downloader = downloader;
        this.writer = writer;
        this.landing = landing;
    }

    /**
     * What became of a file.
     *
     * @param landed the version that did; empty for none
     * @param status of the store's last answer
     * @param message why there is none
     */
    record Outcome(WantedFile file, Optional<RemoteObject> landed, int status, String message) {}

    /** Fetches them; on return, and on failure, what landed is recorded. */
    void run(List<WantedFile> files, int atOnce, ProgressListener listener) {
        List<WantedFile> wanted = WantedFile.inOrder(files);
        wanted.forEach(file -> tally(file.dataset().name()).expect());
        TransferProgress progress = new TransferProgress(wanted, System::nanoTime);
        List<Supplier<Outcome>> tasks = new ArrayList<>();
        wanted.forEach(file -> tasks.add(() -> fetch(file, progress.begin(file))));
        try (SideBySide<Outcome> running = new SideBySide<>(tasks, atOnce, () -> atOnce, this::record)) {
            for (int i = 0; i < tasks.size(); i++) {
                Outcome outcome = next(running, progress, listener);
                record(outcome);
                listener.onProgress(tally(outcome.file().dataset().name()).step(outcome));
                listener.onTransfer(progress.now());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineInterruptedException();
        }
    }

    private static Outcome next(SideBySide<Outcome> running, TransferProgress progress, ProgressListener listener)
            throws InterruptedException {
        while (true) {
            Run.checkInterrupted();
            Optional<Outcome> outcome = running.take(TICK);
            if (outcome.isPresent()) {
                return outcome.get();
            }
            listener.onTransfer(progress.now());
        }
    }

    private Outcome fetch(WantedFile file, TransferProgress.Counter counter) {
        try {
            RemoteObject landed = fetchAsItIs(file, counter);
            counter.landed(landed.bytes());
            return new Outcome(file, Optional.of(landed), 200, "");
        } catch (DownloadException e) {
            counter.failed();
            requireOthers(file, e);
            return new Outcome(file, Optional.empty(), e.status(), String.valueOf(e.getMessage()));
        }
    }

    /** An object that is replaced meanwhile is looked up and fetched again, a few times. */
    private RemoteObject fetchAsItIs(WantedFile file, TransferProgress.Counter counter) {
        RemoteObject object = file.object();
        for (int change = 1; ; change++) {
            try {
                downloader.fetch(object, landing.file(file.dataset(), file.session()), counter.again());
                return object;
            } catch (DownloadException e) {
                if (e.status() != 412 || change > CHANGES) {
                    throw e;
                }
                object = downloader.head(object.key()).orElseThrow(() -> gone(file, e));
            }
        }
    }

    private static DownloadException gone(WantedFile file, DownloadException changed) {
        return new DownloadException(file.object().key(), 404, false, String.valueOf(changed.getMessage()), changed);
    }

    /** Ends the run where the failure is not of this file alone: of this machine, or the store does not even list. */
    private void requireOthers(WantedFile file, DownloadException failure) {
        if (failure.status() == 0 && !failure.retryable()) {
            throw failure;
        }
        boolean ofThisObject = failure.status() == 404 || failure.status() == 412 || failure.status() == 200;
        if (!ofThisObject) {
            downloader.list(file.object().key());
        }
    }

    private void record(Outcome outcome) {
        WantedFile file = outcome.file();
        if (outcome.landed().isPresent()) {
            RemoteObject object = outcome.landed().get();
            writer.record(new LandedObject(object.key(), object.bytes(), object.etag(), object.lastModified()));
        } else if (outcome.status() == 404 || outcome.status() == 403) {
            writer.record(new AbsentObject(file.object().key(), outcome.status()));
        }
        tally(file.dataset().name()).count(outcome, landing.file(file.dataset(), file.session()));
    }

    /** What became of a dataset's files. */
    DownloadTally tally(String dataset) {
        return tallies.computeIfAbsent(dataset, name -> new DownloadTally());
    }
}
