package io.quantmini.qlib.internal;

import io.quantmini.market.SessionRange;
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
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One update of one directory. */
public final class DirectoryUpdate {
    private final QlibRequest request;
    private final Path directory;
    private final Path parent;
    private final Disk disk;
    private final DirectorySwap swap;
    private final DirectoryAppend append;
    private final CalendarAxis axis;
    private final Inputs inputs;

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
        this.append = new DirectoryAppend(disk, parent, directory.getFileName().toString());
        this.inputs = Inputs.of(request, axis);
    }

    /** Recovers from an update that was killed, and writes if something must be written. */
    public QlibResult run() throws IOException {
        if (!Files.isDirectory(parent)) {
            disk.createDirectories(parent);
        }
        swap.recover();
        append.recover();
        requireOwned();
        Manifest manifest = request.mode() == QlibRequest.Mode.REBUILD ? null : sound();
        if (manifest != null && manifest.stamp().equals(inputs.stamp())) {
            return result(Outcome.UNCHANGED, Intake.NOTHING);
        }
        QlibResult extended = manifest != null && inputs.extend(manifest.stamp()) ? extend(manifest) : null;
        return extended == null ? rebuild() : extended;
    }

    private QlibResult rebuild() throws IOException {
        try {
            DirectoryBuild build = new DirectoryBuild(disk, swap.begin(), axis);
            Identity identity = new Identity(request.securities(), request.calendar(), Map.of());
            Intake sink = new Intake(request, build, identity);
            Intake.Rows rows = sink.take(request.sessions(), build::indexes);
            build.finish(inputs.stamp(), foreignLists());
            swap.publish();
            return result(Outcome.REBUILT, rows);
        } catch (IOException | RuntimeException failed) {
            try {
                swap.discard();
            } catch (IOException leftBehind) {
                failed.addSuppressed(leftBehind);
            }
            throw failed;
        }
    }

    /** Null when it turned out that the directory cannot be extended; it then stands as it did. */
    private @Nullable QlibResult extend(Manifest manifest) throws IOException {
        try {
            Present present = Present.read(directory, manifest, axis);
            append.begin();
            DirectoryExtension extension = new DirectoryExtension(append, present, axis);
            Identity identity = new Identity(request.securities(), request.calendar(), present.firstDates(axis));
            Intake.Rows rows = new Intake(request, extension, identity).take(since(manifest), extension::indexes);
            extension.finish(inputs.stamp());
            return result(Outcome.EXTENDED, rows);
        } catch (NotAnExtension other) {
            append.takeBack();
            return null;
        } catch (IOException | RuntimeException failed) {
            try {
                append.takeBack();
            } catch (IOException leftBehind) {
                failed.addSuppressed(leftBehind);
            }
            throw failed;
        }
    }

    /** The sessions after those of a directory, with the one before if a field looks back; the last if there are none. */
    private SessionRange since(Manifest manifest) {
        int first = manifest.stamp().sessions() - (StockFields.lookBack(request) ? 1 : 0);
        int last = axis.sessions() - 1;
        return new SessionRange(axis.date(Math.max(0, Math.min(first, last))), axis.date(last));
    }

    /** The manifest of the directory as it should be; null when there is none, or a file is not as it says. */
    private @Nullable Manifest sound() {
        if (!Files.isDirectory(directory)) {
            return null;
        }
        try {
            QlibDirectory.Depth depth = request.mode() == QlibRequest.Mode.WHEN_DAMAGED
                    ? QlibDirectory.Depth.CONTENT
                    : QlibDirectory.Depth.LENGTHS;
            return QlibDirectory.open(directory).verify(depth).isEmpty() ? Manifest.read(directory) : null;
        } catch (QlibFormatException damaged) {
            return null;
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

    private QlibResult result(Outcome outcome, Intake.Rows rows) {
        QlibDirectory present = QlibDirectory.open(directory);
        return new QlibResult(
                directory,
                outcome,
                rows.read(),
                rows.skipped(),
                present.instruments(),
                present.files(),
                present.bytes(),
                rows.findings());
    }
}
