package io.quantmini.cli;

import io.quantmini.lake.CommitCost;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.pipeline.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Progress on standard error: one line that moves on a terminal, else one line a stage and dataset. Nothing with
 * {@code --json}.
 */
final class ProgressLine implements ProgressListener {
    /** Set by the launcher when standard error is a terminal, which a program cannot ask Java. */
    private static final String TERMINAL = "quantmini.terminal";

    private static final int WIDTH = 78;

    private final PrintWriter out;
    private final boolean terminal;
    private @Nullable Stage stage;
    private String dataset = "";
    private long started;

    ProgressLine(PrintWriter out) {
        this.out = out;
        this.terminal = Boolean.getBoolean(TERMINAL);
    }

    @Override
    public void onTransfer(Transferring transferring) {
        move(text(transferring), transferring.files() == transferring.totalFiles());
    }

    @Override
    public void onProgress(Progress progress) {
        if (progress.stage() == Stage.DOWNLOAD) {
            return; // onTransfer tells of it
        }
        if (progress.stage() != stage || !progress.dataset().name().equals(dataset)) {
            stage = progress.stage();
            dataset = progress.dataset().name();
            started = System.nanoTime();
        }
        move(text(progress), progress.done() == progress.total());
    }

    private void move(String text, boolean last) {
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
            if (last) {
                out.println();
            }
            out.flush();
        } else if (last) {
            out.println(text);
        }
    }

    @Override
    public void onCommit(Committing committing) {
        CommitCost cost = committing.cost();
        out.printf(
                Locale.ROOT,
                "%s%-8s %-15s commits %,d files (%,d MB) in %,d directories, %.0f s to have them on the disk%n",
                terminal ? "\r" : "",
                committing.stage().name().toLowerCase(Locale.ROOT),
                committing.dataset().name(),
                cost.files(),
                cost.bytes() / 1_000_000,
                cost.directories(),
                Math.ceil(cost.forcing().toMillis() / 1e3));
        out.flush();
    }

    @Override
    public void onContracts(Contracts contracts) {
        out.printf(
                Locale.ROOT,
                "%-8s %-15s %,d contracts of %s at most, %d fields each: %,d files%n",
                "gold",
                contracts.dataset().name(),
                contracts.contracts(),
                String.join(", ", contracts.underlyings()),
                contracts.fields(),
                contracts.files());
        out.flush();
    }

    @Override
    public void onPage(Page page) {
        String text = String.format(
                Locale.ROOT, "%-8s %s page %d, %,d rows", "landing", page.answer(), page.page(), page.rows());
        if (terminal) {
            out.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
        } else if (page.last()) {
            out.print(String.format(Locale.ROOT, "%-8s %s pages: %d", "landing", page.answer(), page.page()));
        }
        if (page.last()) {
            out.println();
        }
        out.flush();
    }

    private static String text(Transferring now) {
        String left = now.files() < now.totalFiles()
                ? now.left()
                        .map(time -> String.format(Locale.ROOT, ", %d s left", time.toSeconds()))
                        .orElse("")
                : "";
        return String.format(
                Locale.ROOT,
                "download %d/%d files, %,.1f of %,.1f MB, %.1f MB/s%s",
                now.files(),
                now.totalFiles(),
                now.bytes() / 1e6,
                now.totalBytes() / 1e6,
                now.bytesPerSecond() / 1e6,
                left);
    }

    private String text(Progress progress) {
        String eta = "";
        if (progress.done() < progress.total()) {
            double each = (System.nanoTime() - started) / 1e9 / progress.done();
            eta = String.format(Locale.ROOT, ", %.0f s left", each * (progress.total() - progress.done()));
        }
        return String.format(
                Locale.ROOT,
                "%-8s %-15s %3d/%-3d %s%s",
                progress.stage().name().toLowerCase(Locale.ROOT),
                progress.dataset().name(),
                progress.done(),
                progress.total(),
                progress.step(),
                eta);
    }
}
