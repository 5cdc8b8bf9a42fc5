package io.quantmini.query.internal;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.SingleBatch;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.stage.BarKeys.Kind;
import io.quantmini.stage.BarQuery;
import io.quantmini.stage.QueryPlan;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Plans and answers typed questions for bars on one state of the lake. Rows of tickers come by the lake's own reader, for
 * its files are sorted and small parts of them are wanted; those of all contracts of an underlying by DuckDB. Safe for use
 * by several threads.
 */
final class BarQueries {
    private final Lake lake;
    private final TradingCalendar calendar;
    private final @Nullable LakeAccess access;
    private final Executor workers;
    private final DuckDb duckDb;

    /** Gives stored bars of some files, sorted by key and time. */
    @FunctionalInterface
    interface DuckDb {
        BatchStream bars(WantedBars wanted, List<LakeFile> files, BufferAllocator allocator);
    }

    /**
     * Over a lake.
     *
     * @param access to its reader and reference tables; null to read by DuckDB alone, raw prices of tickers
     */
    BarQueries(Lake lake, TradingCalendar calendar, @Nullable LakeAccess access, Executor workers, DuckDb duckDb) {
        this.lake = lake;
        this.calendar = calendar;
        this.access = access;
        this.workers = workers;
        this.duckDb = duckDb;
    }

    /** Rows of one security, or of whatever goes by tickers: stored rows that follow each other, each with a file at least. */
    private record Group(@Nullable String security, List<Part> parts) {}

    private record Part(WantedBars wanted, List<LakeFile> files) {}

    BatchStream answer(BarQuery query, LakeCatalog catalog, BufferAllocator allocator) {
        List<Supplier<BatchStream>> shaped = new ArrayList<>();
        for (Group group : groups(query, catalog)) {
            BarShaper.Shape shape =
                    new BarShaper.Shape(query, new BarClock(query, calendar), adjusting(query), group.security());
            shaped.add(() -> BarShaper.of(stored(group, allocator), shape, allocator));
        }
        return shaped.isEmpty() ? nothing(query, allocator) : Concatenated.of(shaped);
    }

    QueryPlan explain(BarQuery query, LakeCatalog catalog, boolean cached) {
        TreeSet<LakeFile> files = new TreeSet<>(Comparator.comparing(LakeFile::path));
        groups(query, catalog).forEach(group -> group.parts().forEach(part -> files.addAll(part.files())));
        return new QueryPlan(
                readsBySql(query) ? QueryPlan.DUCKDB : QueryPlan.READER,
                cached,
                considered(query, catalog),
                List.copyOf(files));
    }

    /** Whether DuckDB reads the rows. */
    private boolean readsBySql(BarQuery query) {
        return access == null || query.keys().kind() == Kind.UNDERLYINGS;
    }

    private static long considered(BarQuery query, LakeCatalog catalog) {
        return catalog.units(query.dataset(), query.layer(), null).stream()
                .mapToLong(unit -> unit.files() == null ? 0 : unit.files().count())
                .sum();
    }

    private List<Group> groups(BarQuery query, LakeCatalog catalog) {
        requireColumns(query);
        List<Group> groups = new ArrayList<>();
        if (query.keys().kind() != Kind.SECURITIES) {
            add(groups, null, List.of(WantedBars.of(query)), catalog);
            return groups;
        }
        for (String id : new TreeSet<>(query.keys().names())) {
            List<WantedBars> spans = new ArrayList<>();
            for (SecuritySpan span : access().securities().security(id).spans()) {
                SessionRange sessions = common(span, WantedBars.sessions(query));
                if (sessions != null) {
                    spans.add(WantedBars.of(query, span.ticker(), sessions));
                }
            }
            add(groups, id, spans, catalog);
        }
        return groups;
    }

    private static void add(
            List<Group> groups, @Nullable String security, List<WantedBars> spans, LakeCatalog catalog) {
        List<Part> parts = new ArrayList<>();
        for (WantedBars wanted : spans) {
            List<LakeFile> files = wanted.files(catalog);
            if (!files.isEmpty()) {
                parts.add(new Part(wanted, files));
            }
        }
        if (!parts.isEmpty()) {
            groups.add(new Group(security, parts));
        }
    }

    private BatchStream stored(Group group, BufferAllocator allocator) {
        List<Supplier<BatchStream>> rows = new ArrayList<>();
        for (Part part : group.parts()) {
            rows.add(() -> stored(part, allocator));
        }
        return Concatenated.of(rows);
    }

    private BatchStream stored(Part part, BufferAllocator allocator) {
        if (readsBySql(part.wanted().query())) {
            return duckDb.bars(part.wanted(), part.files(), allocator);
        }
        StoredBars.Access files = new StoredBars.Access(lake.root(), access().reader(), workers);
        return StoredBars.open(part.wanted(), part.files(), files, allocator);
    }

    private @Nullable Adjusting adjusting(BarQuery query) {
        return query.prices().adjusted()
                ? new Adjusting(access(), query.prices().asOf())
                : null;
    }

    private LakeAccess access() {
        LakeAccess known = access;
        if (known == null) {
            throw new QueryException(
                    Reason.INVALID,
                    "cannot tell securities and adjusted prices: expected an engine with access to the lake's tables;"
                            + " open it with a LakeAccess",
                    null);
        }
        return known;
    }

    private static @Nullable SessionRange common(SecuritySpan span, SessionRange sessions) {
        @Nullable LocalDate first = span.from();
        @Nullable LocalDate last = span.to();
        LocalDate from = first == null || first.isBefore(sessions.from()) ? sessions.from() : first;
        LocalDate to = last == null || last.isAfter(sessions.to()) ? sessions.to() : last;
        return from.isAfter(to) ? null : new SessionRange(from, to);
    }

    private static void requireColumns(BarQuery query) {
        Schema bronze = BarSchema.bronze(query.dataset());
        for (String column : query.columns()) {
            if (query.layer() == Layer.BRONZE && field(bronze, column) == null) {
                throw new QueryException(
                        Reason.INVALID,
                        "cannot read " + column + ": expected a column of " + query.dataset() + ", one of "
                                + bronze.getFields().stream()
                                        .map(Field::getName)
                                        .toList(),
                        null);
            }
        }
    }

    /** No rows, in the columns of the answer; one that only silver has is taken for a number. */
    private static BatchStream nothing(BarQuery query, BufferAllocator allocator) {
        Schema bronze = BarSchema.bronze(query.dataset());
        List<Field> fields = new ArrayList<>();
        for (String column : StoredColumns.of(query)) {
            @Nullable Field known = field(bronze, column);
            fields.add(
                    known == null
                            ? Field.nullable(column, new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))
                            : known);
        }
        boolean bySecurity = query.keys().kind() == Kind.SECURITIES;
        return new SingleBatch(VectorSchemaRoot.create(BarShaper.schema(new Schema(fields), bySecurity), allocator));
    }

    private static @Nullable Field field(Schema schema, String name) {
        for (Field field : schema.getFields()) {
            if (field.getName().equals(name)) {
                return field;
            }
        }
        return null;
    }
}
