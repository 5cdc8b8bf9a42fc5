package io.quantmini.query;

import io.quantmini.batch.BatchStream;
import io.quantmini.lake.Lake;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.query.internal.LakeQuestions;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.QueryEngine;
import io.quantmini.stage.QueryPlan;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * Answers questions about a lake. Bars come by the lake's own reader where the engine has access to it; statements, bars of
 * all contracts of an underlying, and all that an engine over files alone is asked come by DuckDB, in a process that it cannot
 * leave: it reads Parquet files below the lake's {@code bronze}, {@code silver} and {@code metadata}, and nothing else; it
 * loads no extension, and a statement is one SELECT over the tables below or it is refused before anything of it runs.
 *
 * <p>Tables: {@code bronze.<dataset>} and {@code silver.<dataset>} of the four shipped datasets, exactly the committed
 * files of both tiers; a dataset without files is an empty table with bronze's columns, and columns that only some of the
 * silver files have are null in the others. {@code reference.<table>}, such as
 * {@code reference.splits} or {@code reference.tickers}, once that reference data was imported; {@code metadata.symbols},
 * {@code metadata.daily_stats}, {@code metadata.contracts} and {@code metadata.chains}, which pipelines derive from bronze.
 *
 * <p>An answer is of the state that was committed when it was asked. A file that a commit removed meanwhile makes the
 * question start over once; a stream that loses one later fails with
 * {@link io.quantmini.lake.ConcurrentCommitException}. Before a file is first read its checksum is compared with its
 * manifest. Batches are in the caller's allocator or a child of it, and an answer of DuckDB's has its own connection; closing
 * the stream frees both.
 *
 * <p>A question ends early when the thread that asks, or that reads its stream, is interrupted, and after the settings' time
 * limit: in the middle of DuckDB's work, and of the reader's between two batches. An answer of DuckDB's also ends when another
 * thread closes the stream while it is read. Whoever waits for it gets a {@link QueryException} with the reason
 * {@code CANCELLED} or {@code TIMEOUT}, an interrupted thread stays interrupted, and the engine answers the next question.
 * DuckDB answers as many questions at once as the settings say, the others wait in line; a thread that asks it while it has an
 * answer of it open takes two places.
 *
 * <p>Safe for use by several threads. Errors: {@link QueryException}; {@link io.quantmini.ResourceLimitException} when a
 * question does not fit the memory; {@link io.quantmini.lake.PartitionException} when a file is not what was committed.
 */
public final class DuckDbQueryEngine implements QueryEngine {
    private final LakeQuestions questions;

    private DuckDbQueryEngine(LakeQuestions questions) {
        this.questions = questions;
    }

    /**
     * Opens an engine over a lake's files alone, which gives raw prices of tickers, with regular hours by the NYSE's rules,
     * and keeps no answer; the caller closes it.
     */
    public static DuckDbQueryEngine open(Lake lake, QuerySettings settings) {
        return new DuckDbQueryEngine(LakeQuestions.open(lake, settings));
    }

    /**
     * Opens an engine over a lake with access to its reader and reference tables; closing it closes the access.
     */
    public static DuckDbQueryEngine open(LakeAccess lake, QuerySettings settings, CacheSettings cache) {
        return new DuckDbQueryEngine(LakeQuestions.open(lake, settings, cache));
    }

    /** What the cache did so far. */
    public CacheStatistics cacheStatistics() {
        return questions.cacheStatistics();
    }

    /**
     * {@inheritDoc}
     *
     * <p>For one ticker only its own settled files and the session files of the range are opened. Volume is added up in the
     * order of time.
     */
    @Override
    public BatchStream bars(BarQuery query, BufferAllocator allocator) {
        return questions.bars(query, allocator);
    }

    /**
     * {@inheritDoc}
     *
     * @param select at most 50,000 characters; names and functions as in DuckDB, times in UTC
     * @param parameters null, text, booleans, numbers, {@code LocalDate}, {@code LocalDateTime}, {@code Instant}, or a
     *     {@code List} of texts
     */
    @Override
    public BatchStream sql(String select, List<?> parameters, BufferAllocator allocator) {
        return questions.sql(select, parameters, allocator);
    }

    @Override
    public QueryPlan explain(BarQuery query) {
        return questions.explain(query);
    }

    @Override
    public QueryPlan explain(String select, List<?> parameters) {
        return questions.explain(select, parameters);
    }

    /**
     * Takes no more questions and frees DuckDB and its temporary directory; streams that are still open stay good, and
     * the last of them frees it. Closing twice is harmless.
     */
    @Override
    public void close() {
        questions.close();
    }
}
