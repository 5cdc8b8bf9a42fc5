package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.TradingCalendar;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.query.QuerySettings;
import io.quantmini.stage.BarQuery;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;

/** Plans questions on one committed state of a lake each, and has them answered. Safe for use by several threads. */
public final class LakeQuestions implements AutoCloseable {
    private final Lake lake;
    private final TradingCalendar calendar;
    private final SharedSession session;
    private final Faults faults;

    private LakeQuestions(Lake lake, TradingCalendar calendar, SharedSession session, Faults faults) {
        this.lake = lake;
        this.calendar = calendar;
        this.session = session;
        this.faults = faults;
    }

    public static LakeQuestions open(Lake lake, TradingCalendar calendar, QuerySettings settings) {
        DuckDbSession.Settings walled = new DuckDbSession.Settings(
                settings.memoryBytes(),
                settings.threads(),
                settings.tempDirectory(),
                List.of(),
                List.of(
                        lake.paths().bronze(),
                        lake.paths().silver(),
                        lake.paths().metadata()));
        try {
            SharedSession session = new SharedSession(DuckDbSession.open(walled), settings);
            return new LakeQuestions(lake, calendar, session, new Faults(settings.memoryBytes()));
        } catch (SQLException | IOException e) {
            throw new QueryException(Reason.FAILED, "cannot open DuckDB: " + e.getMessage(), e);
        }
    }

    public BatchStream bars(BarQuery query, BufferAllocator allocator) {
        Patience patience = session.patience();
        return onOneState(catalog -> {
            PlannedFiles files = new PlannedFiles(lake, patience);
            return answer(BarQuestion.plan(query, catalog, calendar, files), allocator);
        });
    }

    public BatchStream sql(String select, List<?> parameters, BufferAllocator allocator) {
        Patience patience = session.patience();
        CheckedStatement statement = check(select, patience);
        if (statement.parameters() != parameters.size()) {
            throw new QueryException(
                    Reason.INVALID,
                    "cannot run: expected " + statement.parameters() + " parameters, got " + parameters.size(),
                    null);
        }
        return onOneState(catalog -> {
            PlannedFiles files = new PlannedFiles(lake, patience);
            Map<LakeTable, String> views = new LinkedHashMap<>();
            statement.tables().forEach(table -> views.put(table, LakeRows.table(table, lake, catalog, files)));
            return answer(new Question(statement.sql(), parameters, views, files), allocator);
        });
    }

    @Override
    public void close() {
        session.close();
    }

    private CheckedStatement check(String select, Patience patience) {
        try (SharedSession.Lease lease = session.lease(patience);
                DuckDBConnection connection = lease.connect()) {
            return DeepStack.call(() -> StatementCheck.check(select, connection));
        } catch (Exception e) {
            throw faults.of(e);
        }
    }

    private DuckDbAnswer answer(Question question, BufferAllocator allocator) {
        return DuckDbAnswer.open(question, session.lease(question.files().patience()), allocator, faults);
    }

    /** Asks on the state committed now; and once more on a newer one when a commit took a planned file away. */
    private <T> T onOneState(Function<LakeCatalog, T> question) {
        LakeCatalog planned = lake.catalog();
        try {
            return question.apply(planned);
        } catch (ConcurrentCommitException e) {
            LakeCatalog newer = lake.catalog();
            if (newer.state().equals(planned.state())) {
                throw new PartitionException(
                        e.path(),
                        null,
                        "cannot read: expected the committed file, got none; run its sessions again to restore it",
                        e);
            }
            return question.apply(newer);
        }
    }
}
