package io.quantmini.pipeline;

import io.quantmini.lake.Lake;
import io.quantmini.lake.LandedObject;
import io.quantmini.lake.Landing;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The flat files a pipeline can read now, found by their names. Each is identified without being read. */
final class SourceCatalog {
    private static final String SUFFIX = ".csv.gz";
    private static final int GZIP_MIN_BYTES = 18;
    private static final int TRAILER_BYTES = 8;

    private final BiFunction<Dataset, @Nullable SessionRange, SortedMap<LocalDate, SourceFile>> files;

    private final boolean none;

    private SourceCatalog(BiFunction<Dataset, @Nullable SessionRange, SortedMap<LocalDate, SourceFile>> files) {
        this(files, false);
    }

    private SourceCatalog(
            BiFunction<Dataset, @Nullable SessionRange, SortedMap<LocalDate, SourceFile>> files, boolean none) {
        this.files = files;
        this.none = none;
    }

    /** What is there to read of a source, downloads of an object store being done. */
    static SourceCatalog of(FlatFiles source, Lake lake) {
        if (source instanceof FlatFiles.Directory directory) {
            return ofDirectory(directory.directory());
        }
        if (source instanceof FlatFiles.SingleFile one) {
            return ofFile(one.file(), one.session());
        }
        if (source instanceof FlatFiles.None) {
            return new SourceCatalog((dataset, range) -> new TreeMap<>(), true);
        }
        return ofLanding(lake);
    }

    /** Whether there is no source at all, so that only the lake's own months are looked at. */
    boolean isNone() {
        return none;
    }

    /** Files below {@code root/<keyPrefix>/YYYY/MM/}, identified by their modification time. */
    static SourceCatalog ofDirectory(Path root) {
        if (!Files.isDirectory(root)) {
            throw new SourceException(
                    root.toString(), "cannot read flat files: expected a directory, got none; check the path", null);
        }
        return new SourceCatalog((dataset, range) -> walk(
                dataset,
                range,
                root.resolve(dataset.keyPrefix()),
                (session, path) -> Optional.of(modificationTag(path))));
    }

    /** Files of landing that its ledger vouches for, identified by the tag they were downloaded with. */
    static SourceCatalog ofLanding(Lake lake) {
        Landing landing = lake.landing();
        return new SourceCatalog((dataset, range) -> walk(
                dataset,
                range,
                landing.directory(dataset),
                (session, path) -> landing.find(dataset.key(session)).map(LandedObject::etag)));
    }

    /** One file that stands for one session of every dataset asked for. */
    static SourceCatalog ofFile(Path file, LocalDate session) {
        return new SourceCatalog((dataset, range) -> {
            SortedMap<LocalDate, SourceFile> only = new TreeMap<>();
            only.put(session, identify(dataset, session, file, modificationTag(file)));
            return only;
        });
    }

    /** Files of the dataset by session; {@code range} null for all there are. */
    SortedMap<LocalDate, SourceFile> files(Dataset dataset, @Nullable SessionRange range) {
        return files.apply(dataset, range);
    }

    private static SortedMap<LocalDate, SourceFile> walk(
            Dataset dataset,
            @Nullable SessionRange range,
            Path root,
            BiFunction<LocalDate, Path, Optional<String>> tag) {
        SortedMap<LocalDate, SourceFile> found = new TreeMap<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (DirectoryStream<Path> years = Files.newDirectoryStream(root, "[0-9][0-9][0-9][0-9]")) {
            for (Path year : years) {
                try (DirectoryStream<Path> months = Files.newDirectoryStream(year, "[0-9][0-9]")) {
                    for (Path month : months) {
                        scanMonth(dataset, range, month, tag, found);
                    }
                }
            }
        } catch (IOException e) {
            throw new SourceException(root.toString(), "cannot list flat files: " + e, e);
        }
        return found;
    }

    private static void scanMonth(
            Dataset dataset,
            @Nullable SessionRange range,
            Path month,
            BiFunction<LocalDate, Path, Optional<String>> tag,
            SortedMap<LocalDate, SourceFile> found)
            throws IOException {
        try (DirectoryStream<Path> days = Files.newDirectoryStream(month, "*" + SUFFIX)) {
            for (Path file : days) {
                Optional<LocalDate> session = session(file);
                if (session.isPresent() && (range == null || range.contains(session.get()))) {
                    tag.apply(session.get(), file)
                            .ifPresent(etag -> found.put(session.get(), identify(dataset, session.get(), file, etag)));
                }
            }
        }
    }

    private static Optional<LocalDate> session(Path file) {
        String name = file.getFileName().toString();
        try {
            return Optional.of(LocalDate.parse(name.substring(0, name.length() - SUFFIX.length())));
        } catch (DateTimeParseException notASession) {
            return Optional.empty();
        }
    }

    private static String modificationTag(Path file) {
        try {
            return "mtime:" + Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new SourceException(file.toString(), "cannot read the flat file: " + e, e);
        }
    }

    private static SourceFile identify(Dataset dataset, LocalDate session, Path file, String etag) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long size = channel.size();
            return new SourceFile(dataset, session, file, size, etag, size < GZIP_MIN_BYTES ? 0 : trailerCrc(channel));
        } catch (IOException e) {
            throw new SourceException(file.toString(), "cannot read the flat file: " + e, e);
        }
    }

    private static long trailerCrc(SeekableByteChannel channel) throws IOException {
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(channel.size() - TRAILER_BYTES);
        while (trailer.hasRemaining()) {
            if (channel.read(trailer) < 0) {
                throw new IOException("file became shorter while it was read");
            }
        }
        return Integer.toUnsignedLong(trailer.getInt(0));
    }
}
