package io.quantmini.admission;

import io.quantmini.lake.SymbolPath;
import io.quantmini.lake.SymbolPathException;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTicker;
import io.quantmini.stage.RowFault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** The rules of admission in plain code over lists: what the fast one has to give. */
final class PlainAdmission {
    private record Key(String ticker, long start) {}

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::ticker).thenComparing(Key::start);

    private final Dataset dataset;
    private final LocalDate session;
    private final TreeMap<Key, List<Integer>> groups = new TreeMap<>(ORDER);
    private final TreeMap<Integer, RowFault> quarantined = new TreeMap<>();
    private final List<String> published = new ArrayList<>();
    private long duplicates;
    private int outOfOrder = -1;

    private PlainAdmission(Dataset dataset, LocalDate session) {
        this.dataset = dataset;
        this.session = session;
    }

    static PlainAdmission of(List<BarRow> rows, Dataset dataset, LocalDate session) {
        PlainAdmission plain = new PlainAdmission(dataset, session);
        Key above = null;
        for (int i = 0; i < rows.size(); i++) {
            BarRow row = rows.get(i);
            RowFault fault = plain.fault(row);
            if (fault != null) {
                plain.quarantined.put(i, fault);
                continue;
            }
            Key key = new Key(String.valueOf(row.ticker()), row.start());
            if (above != null && ORDER.compare(key, above) < 0 && plain.outOfOrder < 0) {
                plain.outOfOrder = i;
            }
            above = key;
            plain.groups.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
        }
        plain.groups.values().forEach(group -> plain.decide(group, rows));
        return plain;
    }

    private void decide(List<Integer> group, List<BarRow> rows) {
        BarRow first = rows.get(group.get(0));
        if (group.stream().allMatch(i -> first.sameValues(rows.get(i)))) {
            published.add(bronze(first));
            duplicates += group.size() - 1;
        } else {
            group.forEach(i -> quarantined.put(i, RowFault.CONFLICTING_ROWS));
        }
    }

    private @Nullable RowFault fault(BarRow row) {
        String ticker = row.ticker();
        if (ticker == null) {
            return RowFault.WRONG_COLUMN_COUNT;
        }
        OptionTicker contract = dataset.isOptions() ? OptionTicker.tryParse(ticker) : null;
        String name = contract == null ? ticker : contract.underlying();
        boolean named = (contract == null && dataset.isOptions()) || fitsPath(name);
        if (!ticker.matches("[A-Za-z0-9./:_-]+") || !named) {
            return RowFault.BAD_TICKER;
        }
        RowFault fault = valueFault(row);
        if (fault == null) {
            fault = timeFault(row.start());
        }
        if (fault == null && dataset.isOptions()) {
            if (contract == null) {
                return RowFault.BAD_CONTRACT;
            }
            fault = contract.expiration().isBefore(session) ? RowFault.EXPIRED_CONTRACT : null;
        }
        return fault;
    }

    private static boolean fitsPath(String symbol) {
        try {
            return !SymbolPath.encode(symbol).isEmpty();
        } catch (SymbolPathException e) {
            return false;
        }
    }

    private static @Nullable RowFault valueFault(BarRow row) {
        BarRow.Prices p = row.prices();
        if (!DoubleStream.of(p.open(), p.high(), p.low(), p.close(), row.volume())
                        .allMatch(Double::isFinite)
                || row.transactions() < 0) {
            return RowFault.BAD_NUMBER;
        }
        if (DoubleStream.of(p.open(), p.high(), p.low(), p.close()).anyMatch(price -> price < 0)) {
            return RowFault.NEGATIVE_PRICE;
        }
        if (row.volume() < 0) {
            return RowFault.NEGATIVE_VOLUME;
        }
        if (row.volume() > 0x1p53) {
            return RowFault.VOLUME_TOO_LARGE;
        }
        boolean ordered = p.low() <= p.open() && p.low() <= p.close() && p.open() <= p.high() && p.close() <= p.high();
        return ordered ? null : RowFault.PRICE_ORDER;
    }

    private @Nullable RowFault timeFault(long nanos) {
        ZonedDateTime time = Instant.EPOCH.plus(Duration.ofNanos(nanos)).atZone(NEW_YORK);
        ZonedDateTime end = session.atTime(LocalTime.of(20, 0)).atZone(NEW_YORK);
        ZonedDateTime from = session.minusDays(1).atTime(LocalTime.of(20, 0)).atZone(NEW_YORK);
        if (time.isBefore(from) || !time.isBefore(end)) {
            return RowFault.TIME_OUTSIDE_SESSION;
        }
        if (dataset.isMinute() && !time.truncatedTo(ChronoUnit.MINUTES).equals(time)) {
            return RowFault.NOT_ON_MINUTE;
        }
        return time.truncatedTo(ChronoUnit.MICROS).equals(time) ? null : RowFault.NOT_ON_MICROSECOND;
    }

    private String bronze(BarRow row) {
        List<Object> values = new ArrayList<>();
        values.add(String.valueOf(row.ticker()));
        if (dataset.isOptions()) {
            OptionTicker contract = OptionTicker.parse(String.valueOf(row.ticker()));
            values.add(contract.underlying());
            values.add(contract.expiration().toEpochDay());
            values.add(contract.contractType().text());
            values.add(contract.strikePrice());
        }
        BarRow.Prices p = row.prices();
        values.addAll(List.of(session.toEpochDay(), row.start() / 1000, p.open(), p.high(), p.low(), p.close()));
        values.addAll(List.of(row.volume(), row.transactions()));
        return String.join(" ", values.stream().map(String::valueOf).toList());
    }

    /** Bronze rows in order, values separated by spaces. */
    List<String> published() {
        return published;
    }

    long duplicates() {
        return duplicates;
    }

    /** Fault of each quarantined record by its place. */
    Map<Integer, RowFault> quarantined() {
        return quarantined;
    }

    Map<RowFault, Long> reasons() {
        Map<RowFault, Long> reasons = new EnumMap<>(RowFault.class);
        quarantined.values().forEach(fault -> reasons.merge(fault, 1L, Long::sum));
        return reasons;
    }

    /** Place of the first record that comes before the one above it, or -1. */
    int outOfOrder() {
        return outOfOrder;
    }
}
