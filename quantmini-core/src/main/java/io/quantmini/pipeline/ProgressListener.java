package io.quantmini.pipeline;

import io.quantmini.lake.CommitCost;
import io.quantmini.market.Dataset;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Hears of the progress of a pipeline, a validation, a compaction or a download of reference data, on the thread that runs it.
 * Must return quickly; what it throws ends the run.
 */
@FunctionalInterface
public interface ProgressListener {
    /** Hears nothing. */
    ProgressListener NONE = progress -> {};

    void onProgress(Progress progress);

    /** Hears of a commit of a thousand files and more before it begins; nothing else is heard until its step is done. */
    default void onCommit(Committing committing) {}

    /** Hears how far downloads are: after each file, and about twice a second in between. */
    default void onTransfer(Transferring transferring) {}

    /** Hears how many files of option contracts gold is about to hold; they may be there already. */
    default void onContracts(Contracts contracts) {}

    /** Hears of each page of reference data that landed. */
    default void onPage(Page page) {}

    /**
     * One step done.
     *
     * @param stage of the pipeline
     * @param dataset being worked on
     * @param step what was done, such as {@code 2025-01-02} or {@code 2025-01}
     * @param done steps of this stage and dataset done, this one included
     * @param total steps of this stage and dataset
     * @param rows rows this step wrote, or a validation looked at
     * @param bytes bytes this step read
     */
    record Progress(Stage stage, Dataset dataset, String step, int done, int total, long rows, long bytes) {}

    /**
     * A commit that begins.
     *
     * @param stage of the pipeline
     * @param dataset being worked on
     * @param cost what it asks of the disk
     */
    record Committing(Stage stage, Dataset dataset, CommitCost cost) {}

    /**
     * A page of an answer that landed.
     *
     * @param answer its directory below {@code landing/polygon-api}, such as {@code splits/00001_1970-01-01_2025-01-31}
     * @param page number in the answer, from 1
     * @param last whether the answer is complete with it
     * @param rows on this page
     * @param bytes of this page
     */
    record Page(String answer, int page, boolean last, long rows, long bytes) {}

    /**
     * Flat files on their way.
     *
     * @param files that have ended, landed or not
     * @param totalFiles to fetch
     * @param bytes of them that are there, also from a download that broke off earlier
     * @param totalBytes of them; what turned out not to be had is left out
     * @param bytesPerSecond that came in this run, on average
     * @param left until all is there at that rate; empty while nothing came
     */
    record Transferring(
            int files, int totalFiles, long bytes, long totalBytes, long bytesPerSecond, Optional<Duration> left) {}

    /**
     * Contracts that become instruments of their own.
     *
     * @param dataset of the contracts
     * @param underlyings asked for
     * @param contracts how many there are at most
     * @param fields files of each
     */
    record Contracts(Dataset dataset, SortedSet<String> underlyings, int contracts, int fields) {
        /** How many files that is. */
        public long files() {
            return (long) contracts * fields;
        }
    }
}
