package io.quantmini.pipeline;

import io.quantmini.lake.CommittedSession;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.market.TradingCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which sessions make one unit of silver: those of a month once bronze has them all, else each by itself. Sessions that the
 * lake holds in one unit stay together, for a unit is replaced whole. Dates that are no sessions stay out.
 */
final class SilverSessions {
    private final Dataset dataset;
    private final TradingCalendar calendar;
    private final LakeCatalog catalog;

    SilverSessions(Dataset dataset, TradingCalendar calendar, LakeCatalog catalog) {
        this.dataset = dataset;
        this.calendar = calendar;
        this.catalog = catalog;
    }

    /** The units of these dates, by first session. */
    List<NavigableSet<LocalDate>> units(Collection<LocalDate> bronze) {
        TreeMap<YearMonth, NavigableSet<LocalDate>> months = new TreeMap<>();
        for (LocalDate date : bronze) {
            if (calendar.isSession(date)) {
                months.computeIfAbsent(YearMonth.from(date), month -> new TreeSet<>())
                        .add(date);
            }
        }
        List<NavigableSet<LocalDate>> units = new ArrayList<>();
        months.forEach((month, sessions) -> {
            if (isWhole(month, sessions)) {
                units.add(sessions);
            } else {
                units.addAll(apart(sessions));
            }
        });
        units.sort(Comparator.comparing(NavigableSet::first));
        return units;
    }

    /** Whether the month's sessions become one unit. */
    boolean isWhole(YearMonth month, Collection<LocalDate> sessions) {
        return dataset.settles() && dataset.layout().monthly() && sessions.containsAll(calendar.monthSessions(month));
    }

    private Collection<NavigableSet<LocalDate>> apart(NavigableSet<LocalDate> sessions) {
        Map<LocalDate, NavigableSet<LocalDate>> units = new TreeMap<>();
        for (LocalDate session : sessions) {
            LocalDate unit = catalog.session(dataset, Layer.SILVER, session)
                    .map(CommittedSession::unit)
                    .map(shared -> shared.dates().get(0))
                    .orElse(session);
            units.computeIfAbsent(unit, first -> new TreeSet<>()).add(session);
        }
        return units.values();
    }
}
