package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.ConcurrentCommitException;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.query.CacheSettings;
import io.quantmini.query.CacheStatistics;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.query.QuerySettings;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.QueryPlan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Plans questions on one committed state of a lake each, and has them answered. Safe for use by several threads. */
public final class LakeQuestions implements AutoCloseable {
    private static final int MOST_CHECKED = 64;

    private final Lake lake;
    private final @Nullable LakeAccess access;
    private final SharedSession session;
    private final Faults faults;
    private final ExecutorService workers;
    private final BarQueries bars;
    private final AnswerKeys keys;
    private final AnswerCache cache;
    /** Statements that passed, by their text; what is allowed does not change. */
    private final Map<String, CheckedStatement> checked =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CheckedStatement> eldest) {
                    return size() > MOST_CHECKED;
                }
            });

    private LakeQuestions(Lake lake, @Nullable LakeAccess access, QuerySettings settings, CacheSettings kept) {
        this.lake = lake;
        this.access = access;
        this.session = new SharedSession(walled(lake, settings), settings);
        this.faults = new Faults(settings.memoryBytes());
        this.workers = Executors.newFixedThreadPool(Math.max(1, settings.threads() - 1), LakeQuestions::worker);
        TradingCalendar calendar = access == null ? TradingCalendar.nyse() : access.calendar();
        this.bars = new BarQueries(lake, calendar, access, workers, this::bars);
        this.keys = new AnswerKeys(lake, access);
        this.cache = new AnswerCache(kept);
    }

    /** Over a lake by its files alone; keeps no answer. */
    public static LakeQuestions open(Lake lake, QuerySettings settings) {
        return new LakeQuestions(lake, null, settings, CacheSettings.NONE);
    }

    /** Over a lake, the access to which is closed with this. */
    public static LakeQuestions open(LakeAccess access, QuerySettings settings, CacheSettings cache) {
        return new LakeQuestions(access.lake(), access, settings, cache);
    }

    public BatchStream bars(BarQuery query, BufferAllocator allocator) {
        Patience patience = session.patience();
        return onOneState(catalog -> OwnedBars.open(
                own -> cache.get(keys.of(query, catalog), own, () -> bars.answer(query, catalog, own)),
                allocator,
                patience,
                faults));
    }

    public QueryPlan explain(BarQuery query) {
        return onOneState(catalog -> bars.explain(query, catalog, cache.has(keys.of(query, catalog))));
    }

    public BatchStream sql(String select, List<?> parameters, BufferAllocator allocator) {
        Patience patience = session.patience();
        CheckedStatement statement = check(select, parameters, patience);
        return onOneState(catalog -> {
            patience.check();
            AnswerKey key = keys.of(statement, parameters, catalog);
            Asked asked = new Asked(statement, parameters);
            PlannedFiles files = new PlannedFiles(lake, patience);
            Supplier<BatchStream> rows = () -> rows(asked, catalog, files, allocator);
            return key == null ? rows.get() : cache.get(key, allocator, rows);
        });
    }

    public QueryPlan explain(String select, List<?> parameters) {
        CheckedStatement statement = check(select, parameters, session.patience());
        return onOneState(catalog -> {
            List<LakeFile> files = new ArrayList<>();
            long considered = 0;
            for (LakeTable table : statement.tables()) {
                files.addAll(SqlTables.files(table, statement, parameters, catalog));
                considered += SqlTables.considered(table, catalog);
            }
            AnswerKey key = keys.of(statement, parameters, catalog);
            return new QueryPlan(QueryPlan.DUCKDB, key != null && cache.has(key), considered, files);
        });
    }

    public CacheStatistics cacheStatistics() {
        return cache.statistics();
    }

    @Override
    public void close() {
        workers.shutdown();
        try {
            session.close();
        } finally {
            if (access != null) {
                access.close();
            }
        }
    }

    /** A statement with its values. */
    private record Asked(CheckedStatement statement, List<?> parameters) {}

    private BatchStream rows(Asked asked, LakeCatalog catalog, PlannedFiles files, BufferAllocator allocator) {
        CheckedStatement statement = asked.statement();
        Map<LakeTable, String> views = new LinkedHashMap<>();
        for (LakeTable table : statement.tables()) {
            List<LakeFile> planned = SqlTables.files(table, statement, asked.parameters(), catalog);
            views.put(table, LakeRows.table(table, lake, planned, files));
        }
        return answer(new Question(statement.sql(), asked.parameters(), views, files), allocator);
    }

    private BatchStream bars(WantedBars wanted, List<LakeFile> planned, BufferAllocator allocator) {
        PlannedFiles files = new PlannedFiles(lake, session.patience());
        return answer(BarQuestion.plan(wanted, planned, files), allocator);
    }

    private CheckedStatement check(String select, List<?> parameters, Patience patience) {
        CheckedStatement statement = check(select, patience);
        if (statement.parameters() != parameters.size()) {
            throw new QueryException(
                    Reason.INVALID,
                    "cannot run: expected " + statement.parameters() + " parameters, got " + parameters.size(),
                    null);
        }
        return statement;
    }

    private CheckedStatement check(String select, Patience patience) {
        CheckedStatement known = checked.get(select);
        if (known == null) {
            known = parse(select, patience);
            checked.put(select, known);
        }
        return known;
    }

    private CheckedStatement parse(String select, Patience patience) {
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

    private static DuckDbSession.Settings walled(Lake lake, QuerySettings settings) {
        return new DuckDbSession.Settings(
                settings.memoryBytes(),
                settings.threads(),
                settings.tempDirectory(),
                List.of(),
                List.of(
                        lake.paths().bronze(),
                        lake.paths().silver(),
                        lake.paths().metadata()));
    }

    private static Thread worker(Runnable task) {
        Thread thread = new Thread(task, "quantmini-query");
        thread.setDaemon(true);
        return thread;
    }
}
