package io.quantmini.pipeline;

import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.DamagedUnit;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerOp;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.Dataset;
import io.quantmini.market.PartitionLayout;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.Placement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The units of silver that a dataset's bronze asks for, and which of them the lake has already. */
final class SilverPlan {
    private static final SessionRange ALWAYS = new SessionRange(LocalDate.MIN, LocalDate.MAX);

    private final SilverInputs inputs;
    private final Dataset dataset;
    private final LakeCatalog catalog;
    private final SilverSessions sessions;
    private final Set<String> damaged;

    SilverPlan(SilverInputs inputs, TradingCalendar calendar, LakeCatalog catalog) {
        this.inputs = inputs;
        this.dataset = inputs.dataset();
        this.catalog = catalog;
        this.sessions = new SilverSessions(dataset, calendar, catalog);
        this.damaged = catalog.missing(dataset, Layer.SILVER, ALWAYS).stream()
                .map(lost -> lost.unit().unit())
                .collect(Collectors.toSet());
    }

    /** All units, by first session. */
    List<SilverUnit> units() {
        return sessions.units(catalog.sessions(dataset, Layer.BRONZE)).stream()
                .map(this::unit)
                .toList();
    }

    /** Whether the lake has the unit, made from what there is now, with all its files. */
    boolean isCurrent(SilverUnit unit) {
        String id = unit.spec().unit();
        return catalog.unit(id).isPresent() && !damaged.contains(id);
    }

    /** Sessions of the units' inputs whose files are not all there. */
    Set<LocalDate> lost(List<SilverUnit> units) {
        Set<LocalDate> lost = new TreeSet<>();
        if (!units.isEmpty()) {
            NavigableSet<LocalDate> all = new TreeSet<>();
            units.forEach(unit -> all.addAll(unit.sessions()));
            lost.addAll(lost(dataset, inputs.window(all)));
            if (dataset.isOptions()) {
                lost.addAll(lost(inputs.underlying(), inputs.underlyingWindow(all)));
            }
        }
        return lost;
    }

    private List<LocalDate> lost(Dataset source, SessionRange range) {
        return catalog.missing(source, Layer.BRONZE, range).stream()
                .map(DamagedUnit::unit)
                .flatMap(unit -> unit.dates().stream())
                .filter(range::contains)
                .toList();
    }

    private SilverUnit unit(NavigableSet<LocalDate> dates) {
        Set<String> superseded = new TreeSet<>();
        long rows = 0;
        for (LocalDate date : dates) {
            catalog.session(dataset, Layer.SILVER, date)
                    .map(state -> state.unit().unit())
                    .ifPresent(superseded::add);
            rows += published(date);
        }
        UnitSpec spec = new UnitSpec(
                LedgerOp.PUBLISH,
                dataset,
                Layer.SILVER,
                List.copyOf(dates),
                inputs.digest(dates),
                inputs.text(),
                List.copyOf(superseded));
        return new SilverUnit(dates, spec, placement(dates), rows);
    }

    private long published(LocalDate date) {
        return catalog.session(dataset, Layer.BRONZE, date)
                .map(state -> state.entry().published())
                .orElse(0L);
    }

    /** A session by itself is kept as its bronze is. */
    private Placement placement(NavigableSet<LocalDate> dates) {
        if (!dataset.settles()) {
            return Placement.SESSION;
        }
        boolean settled = dates.size() > 1
                || dataset.layout() == PartitionLayout.MONTH
                || sessions.isWhole(YearMonth.from(dates.first()), dates)
                || catalog.session(dataset, Layer.BRONZE, dates.first()).map(CommittedSession::unit).stream()
                        .flatMap(unit -> catalog.files(unit).stream())
                        .noneMatch(SilverPlan::isSessionFile);
        return settled ? Placement.SETTLED : Placement.SESSION;
    }

    private static boolean isSessionFile(LakeFile file) {
        return PartitionKey.parse(file.path()).isSession();
    }
}
