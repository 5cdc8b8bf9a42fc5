package io.quantmini.qlib.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.qlib.QlibDirectory;
import io.quantmini.qlib.QlibFormatException;
import io.quantmini.qlib.QlibUpdateException;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.QlibResult.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** One update of one directory. */
public final class DirectoryUpdate {
    private final QlibRequest request;
    private final Path directory;
    private final Path parent;
    private final Disk disk;
    private final DirectorySwap swap;
    private final CalendarAxis axis;
    private final String stamp;

    public DirectoryUpdate(QlibRequest request, Disk disk) {
        this.request = request;
        this.directory = request.directory().toAbsolutePath().normalize();
        Path above = directory.getParent();
        if (above == null || Files.isSymbolicLink(directory)) {
            throw new QlibUpdateException(
                    directory,
                    "cannot update: expected a directory below another, got a root or a symbolic link",
                    null);
        }
        this.disk = disk;
        this.parent = above;
        this.swap = new DirectorySwap(disk, parent, directory.getFileName().toString());
        this.axis = CalendarAxis.of(request);
        this.stamp = Stamp.of(request, axis);
    }

    /** Recovers from an update that was killed, and writes if something must be written. */
    public QlibResult run() throws IOException {
        if (!Files.isDirectory(parent)) {
            disk.createDirectories(parent);
        }
        swap.recover();
        requireOwned();
        if (request.mode() != QlibRequest.Mode.REBUILD && isCurrent()) {
            return result(Outcome.UNCHANGED, 0, 0, List.of());
        }
        try {
            return rebuild();
        } catch (IOException | RuntimeException failed) {
            try {
                swap.discard();
            } catch (IOException leftBehind) {
                failed.addSuppressed(leftBehind);
            }
            throw failed;
        }
    }

    private QlibResult rebuild() throws IOException {
        Path fresh = swap.begin();
        long rows = 0;
        long skipped;
        List<String> findings;
        DirectoryBuild build = new DirectoryBuild(disk, fresh, axis, request.fields());
        try (BatchStream stream = request.input().rows().get()) {
            RowSink sink = request.dataset().isOptions()
                    ? new OptionRows(request, build, stream.schema())
                    : new StockRows(request, build, new Parking(disk, fresh.resolve(".parking")), stream.schema());
            while (stream.advance()) {
                rows += stream.batch().getRowCount();
                sink.add(stream.batch());
            }
            skipped = sink.finish();
            findings = build.indexes(request.indexes(), sink::stays);
        }
        build.finish(stamp, foreignLists());
        swap.publish();
        return result(Outcome.REBUILT, rows, skipped, findings);
    }

    private boolean isCurrent() {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try {
            QlibDirectory present = QlibDirectory.open(directory);
            QlibDirectory.Depth depth = request.mode() == QlibRequest.Mode.WHEN_DAMAGED
                    ? QlibDirectory.Depth.CONTENT
                    : QlibDirectory.Depth.LENGTHS;
            return present.stamp().equals(stamp) && present.verify(depth).isEmpty();
        } catch (QlibFormatException damaged) {
            return false;
        }
    }

    /** Either of two files of ours tells that a directory is ours, so that losing one does not lock it. */
    private void requireOwned() throws IOException {
        boolean ours = Files.exists(directory.resolve(Manifest.NAME)) || Files.exists(directory.resolve(Alias.FILE));
        if (!Files.exists(directory) || ours) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            if (entries.iterator().hasNext()) {
                throw new QlibUpdateException(
                        directory,
                        "cannot update: expected an empty directory or one written by quantmini, got other files; move"
                                + " them away",
                        null);
            }
        }
    }

    /** Lists of instruments that somebody put beside ours: an update keeps them, unless one of ours has the name now. */
    private SortedMap<String, ByteBuffer> foreignLists() throws IOException {
        SortedMap<String, ByteBuffer> lists = new TreeMap<>();
        Path instruments = directory.resolve("instruments");
        if (!Files.isDirectory(instruments)) {
            return lists;
        }
        Set<String> ours = ownLists();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(instruments, "*.txt")) {
            for (Path file : files) {
                String path = "instruments/" + file.getFileName();
                if (!ours.contains(path) && Files.isRegularFile(file)) {
                    lists.put(path, ByteBuffer.wrap(Files.readAllBytes(file)));
                }
            }
        }
        return lists;
    }

    /** Those that the request writes, and those that the update before wrote. */
    private Set<String> ownLists() {
        Set<String> ours = new HashSet<>(Set.of("instruments/all.txt"));
        request.indexes().forEach(index -> ours.add("instruments/" + index.name() + ".txt"));
        try {
            Manifest.read(directory).files().forEach(file -> ours.add(file.path()));
        } catch (QlibFormatException damaged) {
            return ours;
        }
        return ours;
    }

    private QlibResult result(Outcome outcome, long rows, long skipped, List<String> findings) {
        QlibDirectory present = QlibDirectory.open(directory);
        return new QlibResult(
                directory, outcome, rows, skipped, present.instruments(), present.files(), present.bytes(), findings);
    }
}
