package io.quantmini.qlib;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.SessionRange;
import io.quantmini.qlib.internal.CalendarText;
import io.quantmini.qlib.internal.DirectoryView;
import io.quantmini.qlib.internal.FloatFile;
import io.quantmini.qlib.internal.SeriesRows;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Reads a Qlib directory, ours or another's: values of an instrument's field by dates. Opening it reads calendar and
 * instruments; after that a read touches one file, and of it the wanted values alone, mapped into memory where they are many.
 * A directory that an update extends meanwhile stays what it was when it was opened: values after the calendar's end are
 * unseen. One that an update swaps must be opened again. Immutable; safe for use by many threads.
 */
public final class QlibBinaryReader {
    private static final String BIN = ".bin";

    private final Path directory;
    private final QlibHeader header;
    private final CalendarText calendar;
    private final Map<String, Integer> ends;
    private final List<String> instruments;

    private QlibBinaryReader(Path directory, QlibHeader header, DirectoryView view) {
        this.directory = directory;
        this.header = header;
        this.calendar = view.calendar();
        this.ends = view.ends();
        this.instruments = List.copyOf(ends.keySet());
    }

    /**
     * Opens a directory of Qlib's format.
     *
     * @throws QlibFormatException when it has not exactly one calendar, or calendar or instruments cannot be read
     */
    public static QlibBinaryReader open(Path directory) {
        return open(directory, QlibHeader.START);
    }

    /** As {@link #open(Path)}, with files whose first four bytes say that. */
    public static QlibBinaryReader open(Path directory, QlibHeader header) {
        return new QlibBinaryReader(directory, header, DirectoryView.read(directory));
    }

    /**
     * All of a file with Qlib's header.
     *
     * @throws QlibFormatException when the file cannot be read, is no whole number of floats, has no value, or starts at no
     *     calendar entry
     */
    public static QlibSeries read(Path file) {
        return FloatFile.read(file, QlibHeader.START, new FloatFile.Window(0, Integer.MAX_VALUE), QlibSeries::new);
    }

    /** Names of the instruments in {@code instruments/all.txt}, in its order, each once. */
    public List<String> instruments() {
        return instruments;
    }

    /**
     * Fields of an instrument, sorted.
     *
     * @throws QlibFormatException when the instrument has no directory
     */
    public List<String> fields(String instrument) {
        Path path = directory.resolve("features").resolve(QlibName.directory(instrument));
        String ending = "." + calendar.frequency() + BIN;
        SortedSet<String> fields = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + ending)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                fields.add(name.substring(0, name.length() - ending.length()));
            }
        } catch (IOException e) {
            throw new QlibFormatException(path, 0, "cannot look for fields: expected a directory of the instrument", e);
        }
        return List.copyOf(fields);
    }

    /** How many entries the calendar has. */
    public int entries() {
        return calendar.size();
    }

    /** The time of a calendar entry, counted from 0: New York wall time, midnight for days. */
    public LocalDateTime time(int entry) {
        return calendar.time(entry);
    }

    /** All values of a field. See {@link #read(String, String, SessionRange)}. */
    public QlibSeries read(String instrument, String field) {
        return read(instrument, field, new SessionRange(LocalDate.MIN, LocalDate.MAX));
    }

    /**
     * The values of a field at the calendar entries of these dates that the file has; none when it has none there, or the
     * calendar no such date. Of minutes the date is that of New York's wall clock.
     *
     * @param instrument as {@link #instruments} has it
     * @param field without frequency and ending
     * @throws QlibFormatException when there is no such file, it is no whole number of floats, or its header does not fit
     *     the file and the calendar
     */
    public QlibSeries read(String instrument, String field, SessionRange dates) {
        Path file = directory
                .resolve("features")
                .resolve(QlibName.directory(instrument))
                .resolve(field + "." + calendar.frequency() + BIN);
        FloatFile.Window window = new FloatFile.Window(calendar.first(dates.from()), calendar.end(dates.to()));
        int end = Math.min(calendar.size(), ends.getOrDefault(instrument, Integer.MAX_VALUE));
        return FloatFile.read(file, header, window.within(end), QlibSeries::new);
    }

    /**
     * Values as rows in Arrow batches: columns "instrument", "datetime" (microseconds without a zone: New York wall time,
     * midnight for days) and a column of floats a field, in the order asked for; by instrument, then time. A value that is
     * NaN, or whose field the instrument has no file of, is null; an entry without any value is no row. Files are read when
     * the stream comes to their instrument, and memory holds one instrument.
     *
     * <p>No {@link io.quantmini.stage.PartitionReader}, for that reads files of the lake's ledger, which gold is not in.
     *
     * @param instruments as {@link #instruments} has them
     * @param fields without frequency and ending
     * @param allocator of the batches; the caller closes the stream, which gives all of it back
     * @return a stream that throws {@link QlibFormatException} where an instrument or file cannot be read
     */
    public BatchStream rows(
            List<String> instruments, List<String> fields, SessionRange dates, BufferAllocator allocator) {
        return new SeriesRows(this, new SeriesRows.Choice(instruments, fields, dates), allocator);
    }
}
