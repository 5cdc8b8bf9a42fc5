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
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
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
    private final Lake lake;
    private final SharedSession session;
    private final Faults faults;
    private final ExecutorService workers;
    private final BarQueries bars;
    private final @Nullable LakeAccess access;
    private final AnswerKeys keys;
    private final AnswerCache cache;

    private LakeQuestions(Lake lake, TradingCalendar calendar, @Nullable LakeAccess access, Machine machine) {
        this.lake = lake;
        this.access = access;
        this.session = machine.session();
        this.faults = machine.faults();
        this.workers = machine.workers();
        this.bars = new BarQueries(lake, calendar, access, workers, this::answer);
        this.keys = new AnswerKeys(lake, access);
        this.cache = machine.cache();
    }

    private record Machine(SharedSession session, Faults faults, ExecutorService workers, AnswerCache cache) {}

    /** Over a lake by its files alone. */
    public static LakeQuestions open(Lake lake, TradingCalendar calendar, QuerySettings settings) {
        Machine machine = machine(lake, settings, CacheSettings.NONE);
        return new LakeQuestions(lake, calendar, null, machine);
    }

    /** Over a lake, which is closed with this. */
    public static LakeQuestions open(LakeAccess access, QuerySettings settings, CacheSettings cache) {
        Machine machine = machine(access.lake(), settings, cache);
        return new LakeQuestions(access.lake(), access.calendar(), access, machine);
    }

    private static Machine machine(Lake lake, QuerySettings settings, CacheSettings cache) {
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
            SharedSession session = new SharedSession(DuckDbSession.open(walled));
            ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, settings.threads() - 1), task -> {
                Thread thread = new Thread(task, "quantmini-query");
                thread.setDaemon(true);
                return thread;
            });
            return new Machine(session, new Faults(settings.memoryBytes()), workers, new AnswerCache(cache));
        } catch (SQLException | IOException e) {
            throw new QueryException(Reason.FAILED, "cannot open DuckDB: " + e.getMessage(), e);
        }
    }

    public BatchStream bars(BarQuery query, BufferAllocator allocator) {
        return onOneState(catalog -> OwnedBars.open(
                own -> cache.get(keys.of(query, catalog), own, () -> bars.answer(query, catalog, own)),
                allocator,
                faults));
    }

    public QueryPlan explain(BarQuery query) {
        return onOneState(catalog -> bars.explain(query, catalog, cache.has(keys.of(query, catalog))));
    }

    public CacheStatistics cacheStatistics() {
        return cache.statistics();
    }

    public QueryPlan explain(String select) {
        CheckedStatement statement = check(select);
        return onOneState(catalog -> {
            List<LakeFile> files = new ArrayList<>();
            for (LakeTable table : statement.tables()) {
                if (table.dataset() != null && table.layer() != null) {
                    files.addAll(catalog.files(table.dataset(), table.layer()));
                }
            }
            return new QueryPlan(QueryPlan.DUCKDB, false, files.size(), files);
        });
    }

    public BatchStream sql(String select, List<?> parameters, BufferAllocator allocator) {
        CheckedStatement statement = check(select);
        if (statement.parameters() != parameters.size()) {
            throw new QueryException(
                    Reason.INVALID,
                    "cannot run: expected " + statement.parameters() + " parameters, got " + parameters.size(),
                    null);
        }
        return onOneState(catalog -> {
            PlannedFiles files = new PlannedFiles(lake);
            Map<LakeTable, String> views = new LinkedHashMap<>();
            AnswerKey key = keys.of(statement, parameters, catalog);
            Supplier<BatchStream> source = () -> {
                statement.tables().forEach(table -> views.put(table, LakeRows.table(table, lake, catalog, files)));
                return answer(new Question(statement.sql(), parameters, views, files), allocator);
            };
            return key == null ? source.get() : cache.get(key, allocator, source);
        });
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

    private CheckedStatement check(String select) {
        try (SharedSession.Lease lease = session.lease();
                DuckDBConnection connection = lease.connect()) {
            return DeepStack.call(() -> StatementCheck.check(select, connection));
        } catch (Exception e) {
            throw faults.of(e);
        }
    }

    private DuckDbAnswer answer(Question question, BufferAllocator allocator) {
        return DuckDbAnswer.open(question, session.lease(), allocator, faults);
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
