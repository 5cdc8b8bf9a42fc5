package io.quantmini.pipeline;

import io.quantmini.stage.RemoteObject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What became of the files of one dataset. Used by one thread. */
final class DownloadTally {
    private final Set<LocalDate> refused = new TreeSet<>();
    private final Set<LocalDate> gone = new TreeSet<>();
    private final List<SessionReport> failed = new ArrayList<>();
    private final long begin = System.nanoTime();
    private int expected;
    private int steps;
    private int done;
    private long bytes;
    private long elapsedNanos;

    void expect() {
        expected++;
    }

    void count(DownloadQueue.Outcome outcome, Path target) {
        LocalDate session = outcome.file().session();
        if (outcome.landed().isPresent()) {
            bytes += outcome.landed().get().bytes();
            done++;
        } else if (outcome.status() == 404) {
            gone.add(session);
        } else if (outcome.status() == 403) {
            refused.add(session);
        } else {
            failed.add(Reports.notFetched(outcome.file(), target, outcome.message()));
        }
        elapsedNanos = System.nanoTime() - begin;
    }

    /** The step that an outcome is. */
    ProgressListener.Progress step(DownloadQueue.Outcome outcome) {
        steps++;
        long length = outcome.landed().map(RemoteObject::bytes).orElse(0L);
        WantedFile file = outcome.file();
        return new ProgressListener.Progress(
                Stage.DOWNLOAD, file.dataset(), file.session().toString(), steps, expected, 0, length);
    }

    /** Sessions whose file alone the store refused. */
    Set<LocalDate> refused() {
        return refused;
    }

    /** Sessions whose file was there when listed, and not when it was fetched. */
    Set<LocalDate> gone() {
        return gone;
    }

    /** Files that are there and could not be had. */
    List<SessionReport> failed() {
        return failed;
    }

    /** Bytes fetched. */
    long bytes() {
        return bytes;
    }

    /** Files fetched. */
    int done() {
        return done;
    }

    /** From the beginning until the last of its files had ended. */
    long elapsedNanos() {
        return elapsedNanos;
    }
}
