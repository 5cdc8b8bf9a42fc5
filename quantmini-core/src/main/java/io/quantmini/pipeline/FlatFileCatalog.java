package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.LandedObject;
import io.quantmini.lake.Landing;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which flat files the store has, which landing has, and which there should be by the calendar. All of it follows from a
 * listing, landing's ledger and the time; nothing is kept. Safe for use by several threads.
 */
public final class FlatFileCatalog {
    private static final String SUFFIX = ".csv.gz";
    private static final int DATE_LENGTH = 10;
    private static final int YEARS_BY_MONTH = 2;

    private final Downloader downloader;
    private final Landing landing;
    private final TradingCalendar calendar;
    private final LocalTime pendingHour;
    private final Duration grace;

    private FlatFileCatalog(QuantminiContext context, Downloader downloader, Landing landing) {
        this.downloader = downloader;
        this.landing = landing;
        this.calendar = context.calendar();
        this.pendingHour = context.config().pendingHour();
        this.grace = context.config().download().grace();
    }

    /** With the calendar, the pending hour and the grace of a program; the downloader stays the caller's to close. */
    public static FlatFileCatalog of(QuantminiContext context, Downloader downloader, Landing landing) {
        return new FlatFileCatalog(context, downloader, landing);
    }

    /** The session that a key of the dataset names; empty for any other key. */
    public static Optional<LocalDate> session(Dataset dataset, String key) {
        int start = key.length() - SUFFIX.length() - DATE_LENGTH;
        if (start < 0 || !key.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            LocalDate session = LocalDate.parse(key.substring(start, start + DATE_LENGTH));
            return dataset.key(session).equals(key) ? Optional.of(session) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The files of a dataset by session: those the store lists, and those that should be there by the calendar up to now.
     * Without a range, and in one of more than two years, nothing is expected before the first file the store has.
     *
     * @param range null for all
     * @param now what is due is told by
     * @throws io.quantmini.stage.DownloadException when the store cannot be reached or refuses the credentials
     */
    public List<FlatFile> files(Dataset dataset, @Nullable SessionRange range, Instant now) {
        SortedMap<LocalDate, RemoteObject> listed = listed(dataset, range);
        TreeSet<LocalDate> sessions = new TreeSet<>(listed.keySet());
        sessions.addAll(expected(range, listed, now));
        List<FlatFile> files = new ArrayList<>(sessions.size());
        for (LocalDate session : sessions) {
            RemoteObject object = listed.get(session);
            FlatFile.Status status = object == null ? due(session, now) : compared(object, dataset, session);
            files.add(new FlatFile(session, status, Optional.ofNullable(object)));
        }
        return List.copyOf(files);
    }

    private List<LocalDate> expected(
            @Nullable SessionRange range, SortedMap<LocalDate, RemoteObject> listed, Instant now) {
        LocalDate today = now.atZone(TradingCalendar.ZONE).toLocalDate();
        LocalDate last = range == null || range.to().isAfter(today) ? today : range.to();
        if (range != null && !isLong(range)) {
            return range.from().isAfter(last) ? List.of() : calendar.sessions(new SessionRange(range.from(), last));
        }
        return listed.isEmpty() || listed.firstKey().isAfter(last)
                ? List.of()
                : calendar.sessions(new SessionRange(listed.firstKey(), last));
    }

    private FlatFile.Status due(LocalDate session, Instant now) {
        Instant due = session.plusDays(1)
                .atTime(pendingHour)
                .atZone(TradingCalendar.ZONE)
                .toInstant()
                .plus(grace);
        return now.isBefore(due) ? FlatFile.Status.PENDING : FlatFile.Status.MISSING;
    }

    private FlatFile.Status compared(RemoteObject object, Dataset dataset, LocalDate session) {
        Optional<LandedObject> landed = landing.find(object.key());
        if (landed.isEmpty()) {
            return FlatFile.Status.NEW;
        }
        boolean same = landed.get().etag().equals(object.etag())
                && landed.get().size() == object.bytes()
                && Files.isRegularFile(landing.file(dataset, session));
        return same ? FlatFile.Status.LANDED : FlatFile.Status.CHANGED;
    }

    /** One listing a month of a short range, else one listing of everything. */
    private SortedMap<LocalDate, RemoteObject> listed(Dataset dataset, @Nullable SessionRange range) {
        List<RemoteObject> objects = new ArrayList<>();
        if (range == null || isLong(range)) {
            objects.addAll(downloader.list(dataset.keyPrefix() + "/"));
        } else {
            YearMonth last = YearMonth.from(range.to());
            for (YearMonth month = YearMonth.from(range.from()); !month.isAfter(last); month = month.plusMonths(1)) {
                objects.addAll(downloader.list(String.format(
                        Locale.ROOT, "%s/%04d/%02d/", dataset.keyPrefix(), month.getYear(), month.getMonthValue())));
            }
        }
        SortedMap<LocalDate, RemoteObject> listed = new TreeMap<>();
        for (RemoteObject object : objects) {
            session(dataset, object.key())
                    .filter(session -> range == null || range.contains(session))
                    .ifPresent(session -> listed.put(session, object));
        }
        return listed;
    }

    private static boolean isLong(SessionRange range) {
        return range.from().plusYears(YEARS_BY_MONTH).isBefore(range.to());
    }
}
