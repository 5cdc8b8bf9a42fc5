package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Commit;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeWriter;
import io.quantmini.stage.StagedFile;
import java.util.List;
import java.util.Map;

/**
 * What every stage of one run shares. The run holds the lake's writer lock.
 *
 * @param context of the program
 * @param lake being written
 * @param writer that holds its lock
 * @param stages implementations
 * @param progress hears of every step
 * @param findings remarks so far, appended to
 * @param counted bars of the bronze units that this run wrote, by unit; added to
 */
record Run(
        QuantminiContext context,
        Lake lake,
        LakeWriter writer,
        Stages stages,
        ProgressListener progress,
        List<String> findings,
        Map<String, UnitStats> counted) {
    /** Fewer files are brought into the lake without a word. */
    private static final int MANY_FILES = 1_000;

    /** The lake as one that is read. */
    OpenLake open() {
        return new OpenLake(context, lake, stages);
    }

    /** Tells of a commit that will take its time. */
    void announce(Stage stage, Commit commit, List<StagedFile> files) {
        if (files.size() >= MANY_FILES) {
            progress.onCommit(
                    new ProgressListener.Committing(stage, commit.spec().dataset(), commit.cost(files)));
        }
    }

    /** Ends the run between two units of work when its thread was interrupted; what is committed stays. */
    static void checkInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new PipelineInterruptedException();
        }
    }
}
