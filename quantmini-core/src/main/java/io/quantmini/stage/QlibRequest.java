package io.quantmini.stage;

import io.quantmini.batch.BatchStream;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a Qlib directory shall hold. Start at {@link #builder}.
 *
 * @param directory the data directory ({@code gold/qlib/stocks_daily}); missing, empty or made by an earlier update
 * @param dataset of the rows; options are written as one series an underlying, and of contracts those asked for
 * @param calendar hours and sessions
 * @param sessions first to last session of the directory's calendar
 * @param input the rows
 * @param fields files of an instrument, {@code [a-z0-9_]+} each; a column of the input, or one that the writer derives
 *     ({@code change}; {@code call_volume}, {@code put_volume}, {@code put_call_ratio}, {@code atm_iv_30d} of options)
 * @param hours minutes of the calendar; of no meaning for daily bars
 * @param securities which security a ticker names; a ticker and date without a span is a security of its own
 * @param mode when to write
 * @param indexes further lists of instruments, of different names
 * @param contracts option contracts to write beside their underlyings; none of stocks
 */
public record QlibRequest(
        Path directory,
        Dataset dataset,
        TradingCalendar calendar,
        SessionRange sessions,
        Input input,
        List<String> fields,
        TradingHours hours,
        SecurityMap securities,
        Mode mode,
        List<Universe> indexes,
        Contracts contracts) {
    /** The field that no column is needed for: {@code C/C₋₁ − 1} of adjusted closes. */
    public static final String CHANGE = "change";

    private static final Pattern FIELD = Pattern.compile("[a-z0-9_]+");
    private static final List<String> DAY_FIELDS = List.of(
            "open",
            "high",
            "low",
            "close",
            "volume",
            "vwap",
            "factor",
            CHANGE,
            "alpha_daily",
            "daily_return",
            "price_range",
            "relative_volume");
    private static final List<String> MINUTE_FIELDS = List.of(
            "open", "high", "low", "close", "volume", "factor", "vwap_intraday", "minute_return", "alpha_minute");
    private static final List<String> OPTION_FIELDS =
            List.of("call_volume", "put_volume", "put_call_ratio", "atm_iv_30d");

    /** When to write. */
    public enum Mode {
        /** When inputs or request changed, or a file is missing or has another length. */
        WHEN_CHANGED,
        /** As {@link #WHEN_CHANGED}, with every file read and its checksum compared. */
        WHEN_DAMAGED,
        /** Always. */
        REBUILD
    }

    /**
     * The rows to write: bronze's columns raw with {@code factor} and features (silver), sorted by symbol or ticker, then
     * time.
     *
     * @param digests by session, of its rows: equal digests, equal rows; a session that has none has no rows
     * @param rows opens them; called only when something must be written, and the writer closes what it opened
     */
    public record Input(SortedMap<LocalDate, String> digests, Rows rows) {
        public Input {
            digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
        }
    }

    /** Opens rows, any number of times. */
    @FunctionalInterface
    public interface Rows {
        /** The rows of the sessions in a range and no others; the caller closes the stream. */
        BatchStream open(SessionRange range);
    }

    /**
     * Option contracts that are instruments of their own, named by their tickers.
     *
     * @param underlyings roots as written, whose contracts are meant; empty for none
     * @param fields files of a contract: columns of the input, as they are (prices raw)
     */
    public record Contracts(SortedSet<String> underlyings, List<String> fields) {
        /** No contract. */
        public static final Contracts NONE = new Contracts(Collections.emptySortedSet(), List.of());

        public Contracts {
            underlyings = Collections.unmodifiableSortedSet(new TreeSet<>(underlyings));
            fields = List.copyOf(fields);
        }

        /** Whether there are none. */
        public boolean isEmpty() {
            return underlyings.isEmpty();
        }
    }

    public QlibRequest {
        fields = List.copyOf(fields);
        indexes = List.copyOf(indexes);
        if (indexes.stream().map(Universe::name).distinct().count() < indexes.size()) {
            throw new IllegalArgumentException("[" + dataset.name() + "] expected indexes of different names, got "
                    + indexes.stream().map(Universe::name).toList());
        }
        if (dataset.isOptions() && dataset.isMinute()) {
            throw new IllegalArgumentException("[" + dataset.name()
                    + "] cannot make a Qlib directory: expected stocks or" + " daily options, got minutes of options");
        }
        if (!dataset.isOptions() && !contracts.isEmpty()) {
            throw new IllegalArgumentException(
                    "[" + dataset.name() + "] expected contracts of options only, got " + contracts.underlyings());
        }
        checkFields(dataset, fields);
        if (!contracts.isEmpty()) {
            checkFields(dataset, contracts.fields());
        }
    }

    private static void checkFields(Dataset dataset, List<String> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("[" + dataset.name() + "] expected at least one Qlib field, got none");
        }
        Set<String> seen = new HashSet<>();
        for (String field : fields) {
            if (!FIELD.matcher(field).matches() || !seen.add(field)) {
                throw new IllegalArgumentException("[" + dataset.name()
                        + "] expected distinct Qlib fields of [a-z0-9_]+, got \"" + field + "\" in " + fields);
            }
        }
    }

    /** The fields a directory of the dataset has when none are asked for. */
    public static List<String> defaultFields(Dataset dataset) {
        if (dataset.isOptions()) {
            return OPTION_FIELDS;
        }
        return dataset.isMinute() ? MINUTE_FIELDS : DAY_FIELDS;
    }

    /** A request for the default fields in regular hours, without known securities, written when changed. */
    public static Builder builder(Path directory, Dataset dataset) {
        return new Builder(directory, dataset);
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {
        private final Path directory;
        private final Dataset dataset;
        private List<String> fields;
        private TradingHours hours = TradingHours.REGULAR;
        private SecurityMap securities = SecurityMap.empty();
        private Mode mode = Mode.WHEN_CHANGED;
        private List<Universe> indexes = List.of();
        private Contracts contracts = Contracts.NONE;

        private Builder(Path directory, Dataset dataset) {
            this.directory = directory;
            this.dataset = dataset;
            this.fields = defaultFields(dataset);
        }

        /** See {@link QlibRequest#fields}. */
        public Builder fields(List<String> wanted) {
            this.fields = wanted;
            return this;
        }

        /** See {@link QlibRequest#hours}. */
        public Builder hours(TradingHours wanted) {
            this.hours = wanted;
            return this;
        }

        /** See {@link QlibRequest#securities}. */
        public Builder securities(SecurityMap known) {
            this.securities = known;
            return this;
        }

        /** See {@link QlibRequest#mode}. */
        public Builder mode(Mode wanted) {
            this.mode = wanted;
            return this;
        }

        /** See {@link QlibRequest#indexes}. */
        public Builder indexes(List<Universe> lists) {
            this.indexes = lists;
            return this;
        }

        /** See {@link QlibRequest#contracts}. */
        public Builder contracts(Contracts wanted) {
            this.contracts = wanted;
            return this;
        }

        /** The request over these sessions of the calendar and these rows. */
        public QlibRequest build(TradingCalendar calendar, SessionRange sessions, Input input) {
            return new QlibRequest(
                    directory, dataset, calendar, sessions, input, fields, hours, securities, mode, indexes, contracts);
        }
    }
}
