package io.quantmini.lake;

/**
 * What a writer changes the disk with.
 *
 * @param paths where things are
 * @param operations changes to files
 * @param forces waits for them to be durable
 */
record LakeDisk(LakePaths paths, FileOperations operations, Forces forces) {
    TempDirectory temp() {
        return new TempDirectory(paths, operations);
    }
}
