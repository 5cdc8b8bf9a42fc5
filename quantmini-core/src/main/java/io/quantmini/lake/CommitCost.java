package io.quantmini.lake;

import java.time.Duration;

/**
 * What a commit asks of the disk.
 *
 * @param files to be forced and moved into place
 * @param directories that get new entries, to be forced as well
 * @param bytes of the files
 * @param forcing how long the forces will take, judged by what the last ones of this writer took on this disk
 */
public record CommitCost(int files, int directories, long bytes, Duration forcing) {}
