package io.quantmini.benchmarks;

import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The input of a benchmark: files of the user's own, or synthetic sessions in a temporary directory, which is deleted when this is
 * closed. The property {@value #SHARED} names a directory to make them in once for several runs.
 */
final class SessionFiles implements AutoCloseable {
    static final String SHARED = "quantmini.benchmark.files";

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 2);
    private static final String SUFFIX = ".csv.gz";

    /** A file and its date. */
    record SessionFile(Path path, LocalDate session) {}

    private final List<SessionFile> files = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();
    private final Path directory;

    private SessionFiles(Path directory) {
        this.directory = directory;
    }

    static SessionFiles open() throws IOException {
        String shared = System.getProperty(SHARED, "");
        if (!shared.isEmpty()) {
            return new SessionFiles(Path.of(shared));
        }
        SessionFiles files = new SessionFiles(Files.createTempDirectory("minute-bars"));
        files.temporary.add(files.directory);
        return files;
    }

    List<SessionFile> files() {
        return files;
    }

    /** Adds {@code file}, or a synthetic session when it is empty. */
    SessionFiles addOne(String file, String session, int rows) throws IOException {
        if (file.isEmpty()) {
            return addSynthetic(1, rows);
        }
        files.add(new SessionFile(Path.of(file), LocalDate.parse(session)));
        return this;
    }

    /** Adds the files of a directory, named by their dates. */
    SessionFiles addAll(String userDirectory) throws IOException {
        try (Stream<Path> paths = Files.list(Path.of(userDirectory))) {
            for (Path path : paths.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                files.add(new SessionFile(path, session(path)));
            }
        }
        return this;
    }

    /** The date in a file's name. */
    static LocalDate session(Path file) {
        String name = String.valueOf(file.getFileName());
        return LocalDate.parse(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** Adds {@code count} synthetic sessions of {@code rows} rows. */
    SessionFiles addSynthetic(int count, int rows) throws IOException {
        TradingCalendar calendar = TradingCalendar.nyse();
        LocalDate session = FIRST;
        for (int i = 0; i < count; session = session.plusDays(1)) {
            if (calendar.isSession(session)) {
                Path path = directory.resolve(rows + "-" + session + SUFFIX);
                if (!Files.exists(path)) {
                    MinuteBars.write(path, session, rows);
                    temporary.add(path);
                }
                files.add(new SessionFile(path, session));
                i++;
            }
        }
        return this;
    }

    /** The same text in gzip of stored blocks, so that decompressing it costs a copy and a checksum. */
    SessionFiles stored() throws IOException {
        for (int i = 0; i < files.size(); i++) {
            Path from = files.get(i).path();
            Path to = directory.resolve("stored-" + from.getFileName());
            if (!Files.exists(to)) {
                store(from, to);
                temporary.add(to);
            }
            files.set(i, new SessionFile(to, files.get(i).session()));
        }
        return this;
    }

    private static void store(Path from, Path to) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(from), 1 << 16);
                OutputStream out = new StoredGzip(Files.newOutputStream(to))) {
            in.transferTo(out);
        }
    }

    private static final class StoredGzip extends GZIPOutputStream {
        StoredGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.NO_COMPRESSION);
        }
    }

    @Override
    public void close() {
        boolean shared = !System.getProperty(SHARED, "").isEmpty();
        try {
            for (int i = temporary.size() - 1; i >= 0 && !shared; i--) {
                Files.deleteIfExists(temporary.get(i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
