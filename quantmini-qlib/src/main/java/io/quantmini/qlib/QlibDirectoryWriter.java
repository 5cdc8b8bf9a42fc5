package io.quantmini.qlib;

import io.quantmini.qlib.internal.Contents;
import io.quantmini.qlib.internal.DirectoryUpdate;
import io.quantmini.qlib.internal.Disk;
import io.quantmini.qlib.internal.FileSystemDisk;
import io.quantmini.stage.QlibBinaryWriter;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.io.IOException;

/**
 * Brings a Qlib directory up to date with the least work: none if it holds the same inputs already; where sessions came at
 * its end, it appends to the files as they stand; anything else writes a new one beside the old and swaps it in. Memory holds
 * one instrument at a time; the input may be of any length. Holds no state between updates; each directory is for one
 * caller at a time.
 */
public final class QlibDirectoryWriter implements QlibBinaryWriter {
    private final Disk disk;

    public QlibDirectoryWriter() {
        this(new FileSystemDisk());
    }

    QlibDirectoryWriter(Disk disk) {
        this.disk = disk;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A directory written with other fields than the one before is a finding.
     *
     * @throws QlibUpdateException when the directory is somebody else's, the input does not fit, or the disk fails
     */
    @Override
    public QlibResult update(QlibRequest request) {
        try {
            Contents before = Contents.of(request.directory());
            QlibResult result = new DirectoryUpdate(request, disk).run();
            // To read the manifest once more is spared where nothing was written
            return result.outcome() == QlibResult.Outcome.UNCHANGED
                    ? result
                    : Contents.of(request.directory()).tell(before, result);
        } catch (IOException e) {
            throw new QlibUpdateException(
                    request.directory(),
                    "cannot update the Qlib directory: the disk failed (" + e + "); update again",
                    e);
        }
    }
}
