package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.qlib.QlibName;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds the instruments that rows stand under against the securities they are of: one each, under the security's latest
 * ticker, and an end that the security's time under it has. Not thread-safe.
 */
final class NameCheck {
    private final SecurityMap securities;
    private final Findings findings;
    private final Map<String, String> instruments = new HashMap<>();
    private final Map<String, String> owners = new HashMap<>();

    NameCheck(Scope scope) {
        this.securities = scope.wanted().securities();
        this.findings = scope.findings();
    }

    SecuritySpan span(String ticker, int day) {
        return securities.spanOf(ticker, LocalDate.ofEpochDay(day));
    }

    /** Rows of a span stand under an instrument from a day on. */
    void see(SecuritySpan span, String instrument, int day) {
        String security = span.securityId();
        String before = instruments.putIfAbsent(security, instrument);
        if (before != null && !before.equals(instrument)) {
            report("one instrument of security " + security, before + " and from " + date(day) + " " + instrument);
        }
        String owner = owners.putIfAbsent(instrument, security);
        if (owner != null && !owner.equals(security)) {
            report("one security of instrument " + instrument, owner + " and from " + date(day) + " " + security);
        }
    }

    /** All rows were seen. */
    void finish() {
        owners.forEach((instrument, security) -> {
            QlibName name = parse(instrument);
            List<SecuritySpan> spans = securities.security(security).spans();
            SecuritySpan latest = spans.get(spans.size() - 1);
            if (!name.ticker().equals(latest.ticker())) {
                report("security " + security + " under " + latest.ticker() + ", its latest ticker", instrument);
            }
            LocalDate last = name.lastSession();
            LocalDate to = latest.to();
            if (last != null && (to == null || last.isAfter(to))) {
                report("security " + security + " to end " + (to == null ? "never" : "by " + to), instrument);
            }
        });
    }

    private void report(String expected, String got) {
        findings.add(QlibCheck.NAME, Aliases.PATH, expected, got);
    }

    /** A ticker that stands for itself but is no instrument's name keeps its text, and so differs from none. */
    private static QlibName parse(String instrument) {
        try {
            return QlibName.parse(instrument);
        } catch (IllegalArgumentException noName) {
            return QlibName.of(instrument);
        }
    }

    private static LocalDate date(int day) {
        return LocalDate.ofEpochDay(day);
    }
}
