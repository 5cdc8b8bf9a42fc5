package io.quantmini.qlib;

import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import io.quantmini.qlib.internal.Disk;
import io.quantmini.qlib.internal.FileSystemDisk;
import io.quantmini.qlib.internal.Manifest;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import io.quantmini.stage.TradingHours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A Qlib directory under test. */
final class Gold {
    static final SessionRange FOUR_DAYS = SessionRange.of("2024-01-02", "2024-01-05");

    private final Path parent;
    private final Path directory;
    private final Dataset dataset;
    private SessionRange sessions = FOUR_DAYS;
    private List<String> fields = List.of("open", "high", "low", "close", "volume", "factor", "change");
    private SecurityMap securities = SecurityMap.empty();
    private TradingHours hours = TradingHours.REGULAR;
    private QlibRequest.Mode mode = QlibRequest.Mode.WHEN_CHANGED;
    private @Nullable String digest = "1";
    private List<Universe> indexes = List.of();
    private QlibRequest.Contracts contracts = QlibRequest.Contracts.NONE;

    Gold(Path parent, String name, Dataset dataset) {
        this.parent = parent;
        this.directory = parent.resolve(name);
        this.dataset = dataset;
    }

    Gold sessions(SessionRange range) {
        sessions = range;
        return this;
    }

    Gold fields(List<String> wanted) {
        fields = wanted;
        return this;
    }

    Gold securities(SecurityMap known) {
        securities = known;
        return this;
    }

    Gold hours(TradingHours wanted) {
        hours = wanted;
        return this;
    }

    Gold mode(QlibRequest.Mode wanted) {
        mode = wanted;
        return this;
    }

    Gold indexes(Universe... lists) {
        indexes = List.of(lists);
        return this;
    }

    Gold contracts(QlibRequest.Contracts wanted) {
        contracts = wanted;
        return this;
    }

    Gold digest(String ofRows) {
        digest = ofRows;
        return this;
    }

    /** The digest of a session is one of its rows, so that sessions whose rows stay have theirs. */
    Gold digestOfRows() {
        digest = null;
        return this;
    }

    QlibResult update(SilverRows rows) {
        return update(rows, new FileSystemDisk());
    }

    QlibResult update(SilverRows rows, Disk disk) {
        return new QlibDirectoryWriter(disk).update(request(input(rows)));
    }

    /** Looks for damage with two threads, against rows if the level asks for them. */
    QlibInspection inspect(SilverRows rows, ValidationLevel level) {
        QlibRequest wanted = request(input(rows));
        return new QlibValidator().inspect(new QlibInspectionRequest(wanted, level, 2));
    }

    /** The rows; all of them, those outside the calendar too, when all sessions are asked for. */
    QlibRequest.Input input(SilverRows rows) {
        return input(range -> range.equals(sessions) ? rows.open() : rows.open(range), rows);
    }

    /** Rows opened so, with the digests of those. */
    QlibRequest.Input input(QlibRequest.Rows opened, SilverRows rows) {
        SortedMap<LocalDate, String> digests = new TreeMap<>();
        for (LocalDate session : TradingCalendar.nyse().sessions(sessions)) {
            digests.put(session, digest == null ? rows.digest(session) : digest);
        }
        return new QlibRequest.Input(digests, opened);
    }

    /** Makes the manifest list the files as they are now, as if an update had written them so. */
    void seal() {
        try {
            Manifest old = Manifest.read(directory);
            List<Manifest.Entry> files = new ArrayList<>();
            for (Manifest.Entry file : old.files()) {
                if (Files.exists(path(file.path()))) {
                    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path(file.path())));
                    files.add(new Manifest.Entry(file.path(), content.remaining(), Manifest.crc32c(content)));
                }
            }
            Files.write(path(Manifest.NAME), bytes(new Manifest(old.stamp(), files)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Manifest manifest) {
        ByteBuffer buffer = manifest.bytes();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    QlibRequest request(QlibRequest.Input input) {
        return QlibRequest.builder(directory, dataset)
                .fields(fields)
                .securities(securities)
                .hours(hours)
                .mode(mode)
                .indexes(indexes)
                .contracts(contracts)
                .build(TradingCalendar.nyse(), sessions, input);
    }

    Path path(String file) {
        return directory.resolve(file);
    }

    String text(String file) {
        return read(path(file), Files::readString);
    }

    String hex(String file) {
        return HexFormat.of().formatHex(read(path(file), Files::readAllBytes));
    }

    float[] values(String instrument, String field) {
        String frequency = dataset.isMinute() ? "1min" : "day";
        return QlibBinaryReader.read(path("features/" + instrument + "/" + field + "." + frequency + ".bin"))
                .values();
    }

    /** Every file below the directory's parent, swap leftovers included, in hexadecimal by path. */
    SortedMap<String, String> everything() {
        SortedMap<String, String> content = new TreeMap<>();
        try (var paths = Files.walk(parent)) {
            for (Path file : paths.filter(Files::isRegularFile).toList()) {
                String name = parent.relativize(file).toString();
                content.put(name, HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(Path file, Reading<T> reading) {
        try {
            return reading.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading<T> {
        T read(Path file) throws IOException;
    }
}
