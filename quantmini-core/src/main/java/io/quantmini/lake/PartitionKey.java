package io.quantmini.lake;

import io.quantmini.market.Dataset;
import io.quantmini.market.PartitionLayout;
import io.quantmini.market.SessionRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a dataset in a layer: which rows its files hold, and in which directory they are. A partition is
 * either one session, not yet settled, or one of the settled layout; what a path says is exactly what the key says.
 *
 * @param layer of the files
 * @param dataset name of the dataset
 * @param layout the settled layout; null for a session partition
 * @param value symbol or underlying, as written; empty where the layout has none
 * @param dates calendar dates that its rows may carry: one date, or a whole month
 */
public record PartitionKey(
        Layer layer, String dataset, @Nullable PartitionLayout layout, String value, SessionRange dates) {
    private static final String SESSIONS = "_sessions";
    private static final String FILE_PREFIX = "part-";
    private static final String FILE_SUFFIX = ".parquet";
    private static final int HASH_DIGITS = 16;

    /** The partition of a session that is not settled: {@code bronze/_sessions/stocks_minute/date=2025-09-29}. */
    public static PartitionKey session(Dataset dataset, Layer layer, LocalDate session) {
        return new PartitionKey(layer, dataset.name(), null, "", SessionRange.of(session));
    }

    /**
     * The settled partition that a session's rows belong to, such as
     * {@code bronze/stocks_minute/symbol=AAPL/year=2025/month=09}.
     *
     * @param value symbol or underlying, as written; empty for {@link PartitionLayout#MONTH}
     */
    public static PartitionKey settled(Dataset dataset, Layer layer, String value, LocalDate session) {
        PartitionLayout layout = dataset.layout();
        if (value.isEmpty() != (layout == PartitionLayout.MONTH)) {
            throw new IllegalArgumentException("[" + dataset + "] cannot name a partition of layout " + layout
                    + ": expected " + (value.isEmpty() ? "a symbol or underlying" : "no value") + ", got \"" + value
                    + "\"");
        }
        SessionRange dates = layout.monthly() ? month(YearMonth.from(session)) : SessionRange.of(session);
        return new PartitionKey(layer, dataset.name(), layout, value, dates);
    }

    /** The partition of a directory or a file in it, relative to the lake's root, with forward slashes. */
    public static PartitionKey parse(String path) {
        List<String> parts = List.of(path.split("/", -1));
        if (isFile(parts.get(parts.size() - 1))) {
            parts = parts.subList(0, parts.size() - 1);
        }
        PartitionKey key;
        try {
            key = parse(parts);
        } catch (IllegalArgumentException | DateTimeException | SymbolPathException e) {
            throw notAPartition(path, e);
        }
        if (key == null || !String.join("/", parts).equals(key.directory())) {
            throw notAPartition(path, null);
        }
        return key;
    }

    /** Whether this holds a single session outside the settled layout. */
    public boolean isSession() {
        return layout == null;
    }

    /** Whether a row of this partition can carry a date of the range. */
    public boolean overlaps(SessionRange range) {
        return !dates.from().isAfter(range.to()) && !dates.to().isBefore(range.from());
    }

    /** The directory, relative to the lake's root, with forward slashes and without one at the end. */
    public String directory() {
        if (layout == null) {
            return sessionPrefix(layer, dataset) + "date=" + dates.from();
        }
        String prefix = settledPrefix(layer, dataset, layout, value);
        if (!layout.monthly()) {
            return prefix + "date=" + dates.from();
        }
        LocalDate first = dates.from();
        // The ISO form starts with the year in four digits and the month in two.
        String iso = first.toString();
        return prefix + "year=" + iso.substring(0, 4) + "/month=" + iso.substring(5, 7);
    }

    /**
     * The path of a file in this partition: {@link #directory()} and {@code part-<hash>.parquet}.
     *
     * @param contentHash 16 lower-case hex digits that depend on the file's bytes only
     */
    public String file(String contentHash) {
        return directory() + "/" + fileName(contentHash);
    }

    /** {@code part-<hash>.parquet}, the name of a committed file with that content. */
    public static String fileName(String contentHash) {
        if (!HexText.is(contentHash, HASH_DIGITS)) {
            throw new IllegalArgumentException(
                    "[partition file] expected 16 lower-case hex digits, got \"" + contentHash + "\"");
        }
        return FILE_PREFIX + contentHash + FILE_SUFFIX;
    }

    /** Whether the path ends in the name of a committed file. */
    static boolean isFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.length() == FILE_PREFIX.length() + HASH_DIGITS + FILE_SUFFIX.length()
                && name.startsWith(FILE_PREFIX)
                && name.endsWith(FILE_SUFFIX)
                && HexText.isAt(name, FILE_PREFIX.length(), HASH_DIGITS);
    }

    /** What the paths of all session partitions of a dataset start with. */
    static String sessionPrefix(Layer layer, String dataset) {
        return layer.directory() + "/" + SESSIONS + "/" + dataset + "/";
    }

    /** What the paths of all settled partitions of a value start with. */
    static String settledPrefix(Layer layer, String dataset, PartitionLayout layout, String value) {
        String column = column(layout);
        return layer.directory() + "/" + dataset + "/"
                + (column.isEmpty() ? "" : column + "=" + SymbolPath.encode(value) + "/");
    }

    private static String column(PartitionLayout layout) {
        return switch (layout) {
            case MONTH -> "";
            case SYMBOL_MONTH -> "symbol";
            case UNDERLYING_MONTH, UNDERLYING_DATE -> "underlying";
        };
    }

    private static @Nullable PartitionKey parse(List<String> parts) {
        if (parts.size() < 4) {
            return null;
        }
        Layer layer = Layer.named(parts.get(0));
        if (parts.get(1).equals(SESSIONS)) {
            return new PartitionKey(
                    layer, parts.get(2), null, "", SessionRange.of(LocalDate.parse(after("date=", parts.get(3)))));
        }
        String dataset = parts.get(1);
        String column = parts.get(2).substring(0, Math.max(0, parts.get(2).indexOf('=')));
        if (column.equals("year")) {
            return new PartitionKey(layer, dataset, PartitionLayout.MONTH, "", month(parts, 2));
        }
        String value = SymbolPath.decode(after(column + "=", parts.get(2)));
        boolean bySymbol = column.equals("symbol");
        if (parts.get(3).startsWith("year=")) {
            PartitionLayout layout = bySymbol ? PartitionLayout.SYMBOL_MONTH : PartitionLayout.UNDERLYING_MONTH;
            return new PartitionKey(layer, dataset, layout, value, month(parts, 3));
        }
        SessionRange date = SessionRange.of(LocalDate.parse(after("date=", parts.get(3))));
        return new PartitionKey(layer, dataset, PartitionLayout.UNDERLYING_DATE, value, date);
    }

    private static SessionRange month(List<String> parts, int year) {
        if (parts.size() < year + 2) {
            throw new IllegalArgumentException("no month");
        }
        return month(YearMonth.of(
                Integer.parseInt(after("year=", parts.get(year))),
                Integer.parseInt(after("month=", parts.get(year + 1)))));
    }

    private static SessionRange month(YearMonth month) {
        return new SessionRange(month.atDay(1), month.atEndOfMonth());
    }

    private static String after(String prefix, String part) {
        if (!part.startsWith(prefix)) {
            throw new IllegalArgumentException("no " + prefix);
        }
        return part.substring(prefix.length());
    }

    private static IllegalArgumentException notAPartition(String path, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "[" + path + "] cannot tell the partition: expected a path such as"
                        + " bronze/stocks_minute/symbol=AAPL/year=2025/month=09/part-0123456789abcdef.parquet",
                cause);
    }
}
