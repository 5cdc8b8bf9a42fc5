package io.quantmini.query.internal;

import io.quantmini.stage.FeatureRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;

/**
 * Tells DuckDB which security, numbered, each symbol is and with which factor, run by run of sessions, in the tables
 * {@code identity(symbol, low, high, security, factor)} and {@code spans(security, low, high)}.
 */
final class IdentityRuns {
    private final FeatureRequest request;
    private final Map<String, Span> spans = new TreeMap<>();
    private final List<Run> runs = new ArrayList<>();

    private IdentityRuns(FeatureRequest request) {
        this.request = request;
    }

    private record Run(String symbol, int low, int high, String security, double factor) {}

    private record Span(int low, int high) {
        Span with(int otherLow, int otherHigh) {
            return new Span(Math.min(low, otherLow), Math.max(high, otherHigh));
        }
    }

    static void load(DuckDbSession session, FeatureRequest request) throws SQLException {
        session.execute("CREATE TABLE identity(symbol VARCHAR, low INTEGER, high INTEGER, security INTEGER,"
                + " factor DOUBLE)");
        session.execute("CREATE TABLE spans(security INTEGER, low INTEGER, high INTEGER)");
        IdentityRuns identities = new IdentityRuns(request);
        try (Statement statement = session.connection().createStatement();
                ResultSet symbols = statement.executeQuery("SELECT b.symbol, min(c.n), max(c.n) FROM "
                        + BarRows.bronze(request.dataset(), request.bars().files())
                        + " b JOIN calendar c ON c.date = b.date GROUP BY b.symbol")) {
            while (symbols.next()) {
                identities.add(symbols.getString(1), symbols.getInt(2), symbols.getInt(3));
            }
        }
        identities.store(session);
    }

    private void add(String symbol, int low, int high) {
        int start = low;
        String security = securityOf(symbol, low);
        double factor = factorOf(security, low);
        for (int n = low + 1; n <= high; n++) {
            String nextSecurity = securityOf(symbol, n);
            double nextFactor = factorOf(nextSecurity, n);
            if (!nextSecurity.equals(security) || nextFactor != factor) {
                add(new Run(symbol, start, n - 1, security, factor));
                start = n;
                security = nextSecurity;
                factor = nextFactor;
            }
        }
        add(new Run(symbol, start, high, security, factor));
    }

    private void add(Run run) {
        runs.add(run);
        spans.merge(
                run.security(),
                new Span(run.low(), run.high()),
                (known, added) -> known.with(added.low(), added.high()));
    }

    private void store(DuckDbSession session) throws SQLException {
        Map<String, Integer> numbers = new TreeMap<>();
        try (DuckDBAppender appender = session.connection().createAppender("spans")) {
            for (Map.Entry<String, Span> span : spans.entrySet()) {
                numbers.put(span.getKey(), numbers.size());
                appender.beginRow()
                        .append(numbers.size() - 1)
                        .append(span.getValue().low())
                        .append(span.getValue().high())
                        .endRow();
            }
        }
        try (DuckDBAppender appender = session.connection().createAppender("identity")) {
            for (Run run : runs) {
                appender.beginRow()
                        .append(run.symbol())
                        .append(run.low())
                        .append(run.high())
                        .append(numbers.getOrDefault(run.security(), -1).intValue())
                        .append(run.factor())
                        .endRow();
            }
        }
    }

    private String securityOf(String symbol, int n) {
        return request.securities().securityOf(symbol, date(n));
    }

    private double factorOf(String security, int n) {
        return request.factors().factor(security, date(n));
    }

    private LocalDate date(int n) {
        return request.calendar().get(n);
    }
}
