package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.lake.PartitionException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.query.internal.DuckDbSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways out of the lake, or of reading; with paths that exist, so that each would work where it is let through. */
class EscapeTest {
    @TempDir
    Path directory;

    private Path secret;
    private BarLake lake;

    @BeforeEach
    void fill() throws IOException {
        secret = Files.writeString(directory.resolve("secret.csv"), "a,b\n1,2\n");
        lake = new BarLake(directory.resolve("lake"));
        lake.session(STOCKS_DAILY, BRONZE, List.of(TestBar.day("AAPL", LocalDate.of(2024, 12, 2))));
        Files.createSymbolicLink(lake.lake().paths().bronze().resolve("link.csv"), secret);
    }

    private List<String> attacks() {
        String file = committed().toString();
        String ledger = lake.lake().paths().ledger().toString();
        String link = lake.lake().paths().bronze().resolve("link.csv").toString();
        String inside = lake.lake().paths().bronze().resolve("made.csv").toString();
        List<String> attacks = new ArrayList<>();
        for (String path : List.of(secret.toString(), file, ledger, link, "/proc/self/environ", "/etc/passwd")) {
            attacks.add("from '" + path + "'");
            attacks.add("select * from \"" + path + "\"");
            attacks.add("from read_csv('" + path + "')");
            attacks.add("from read_text('" + path + "')");
            attacks.add("from read_blob(['" + path + "'])");
            attacks.add("from read_parquet('" + path + "')");
            attacks.add("from glob('" + path + "')");
            attacks.add("with x as (from '" + path + "') from x");
            attacks.add("select (select count(*) from '" + path + "') from bronze.stocks_daily");
            attacks.add("from bronze.stocks_daily, lateral (from '" + path + "')");
            attacks.add("from query('from read_text(''" + path + "'')')");
            attacks.add("select json_serialize_plan('from read_text(''" + path + "'')')");
            attacks.add("describe '" + path + "'");
            attacks.add("attach '" + path + "' as x");
            attacks.add("import database '" + path + "'");
            attacks.add("from parquet_metadata('" + path + "')");
            attacks.add("from parquet_schema('" + path + "')");
            attacks.add("from parquet_file_metadata('" + path + "')");
            attacks.add("from parquet_kv_metadata('" + path + "')");
            attacks.add("from sniff_csv('" + path + "')");
            attacks.add("from read_json_objects('" + path + "')");
            attacks.add("from query_table('" + path + "')");
            attacks.add("from query_table(['" + path + "'])");
            attacks.add("from (pivot '" + path + "' on a)");
            attacks.add("(from '" + path + "') union all select 1");
            attacks.add("select 1 from range(1) r semi join '" + path + "' on true");
            attacks.add("select exists(from '" + path + "')");
            attacks.add("select 1 limit (select count(*) from '" + path + "')");
            attacks.add("/* select */ from -- '\n '" + path + "'");
            attacks.add("from /**/\"" + path + "\"/**/");
            attacks.add("from read_text /* */ ( '" + path + "' )");
            attacks.add("from \"read_text\"('" + path + "')");
            attacks.add("from READ_TEXT('" + path + "')");
            attacks.add("from main.read_text('" + path + "')");
            attacks.add("from system.main.read_text('" + path + "')");
            attacks.add("from rea\u0501_text('" + path + "')");
            attacks.add("from \uff52ead_text('" + path + "')");
            attacks.add("from bronze.\"stocks_daily\" s, lateral read_text('" + path + "')");
            attacks.add("with recursive x as (from '" + path + "' union all from x) from x");
            attacks.add("select (with y as (from read_text('" + path + "')) select count(*) from y)");
            attacks.add("from bronze.\"stocks_daily\"\"; from '" + path + "'");
            attacks.add("from bronze.\"../../" + path + "\"");
            attacks.add("summarize '" + path + "'");
            attacks.add("table '" + path + "'");
            attacks.add("select * into '" + path + "' from bronze.stocks_daily");
            attacks.add("explain from '" + path + "'");
            attacks.add("show '" + path + "'");
            attacks.add("prepare p as from '" + path + "'");
            attacks.add("execute '" + path + "'");
            attacks.add("create macro m() as table from '" + path + "'");
            attacks.add("create temp table t as from '" + path + "'");
            attacks.add("load '" + path + "'");
            attacks.add("from arrow_scan_dumb(0, 0, 0), '" + path + "'");
            attacks.add("select json_execute_serialized_sql('" + path + "')");
            attacks.add("from iceberg_scan('" + path + "')");
            attacks.add("from sqlite_scan('" + path + "', 't')");
            attacks.add("from duckdb_external_file_cache() where path = '" + path + "'");
            attacks.add("select content from (from read_text('" + path + "')) t(content)");
        }
        for (String path : List.of(directory.resolve("made.csv").toString(), inside)) {
            attacks.add("copy (select 1) to '" + path + "'");
            attacks.add("with x as (copy (select 1) to '" + path + "') select 1");
            attacks.add("select 1; copy (select 1) to '" + path + "'");
            attacks.add("copy (select 1) to '" + path + "'; select 1");
            attacks.add("select 1 /*; */; copy (select 1) to '" + path + "' -- ");
            attacks.add("export database '" + path + "'");
            attacks.add("attach '" + path + "' as x");
        }
        attacks.addAll(List.of(
                "install httpfs",
                "load httpfs",
                "load '" + secret + "'",
                "from 'https://example.com/x.csv'",
                "from read_csv('s3://bucket/x.csv')",
                "set enable_external_access = true",
                "set lock_configuration = false",
                "set allowed_directories = ['/']",
                "reset temp_directory",
                "pragma temp_directory = '/'",
                "pragma database_list",
                "call pragma_version()",
                "use memory",
                "create table bronze.x as select 1",
                "create or replace view bronze.stocks_daily as select 1",
                "create persistent secret (type s3)",
                "drop view bronze.stocks_daily",
                "insert into bronze.stocks_daily select * from bronze.stocks_daily",
                "from question_0.bronze.stocks_daily",
                "from duckdb_views()",
                "from duckdb_views",
                "from duckdb_settings()",
                "from duckdb_secrets()",
                "select getenv('HOME')",
                "select current_setting('temp_directory')",
                "select write_log('x')",
                "prepare p as select 1",
                "explain analyze select 1",
                "checkpoint",
                "force checkpoint",
                "vacuum",
                "vacuum analyze bronze.stocks_daily",
                "analyze",
                "execute p",
                "deallocate p",
                "call duckdb_settings()",
                "call enable_logging()",
                "from duckdb_logs",
                "from duckdb_functions()",
                "from duckdb_databases()",
                "from duckdb_temporary_files()",
                "from duckdb_memory()",
                "from duckdb_extensions()",
                "from duckdb_variables()",
                "from pragma_database_size()",
                "from pragma_storage_info('x')",
                "from which_secret('x', 's3')",
                "from information_schema.tables",
                "from pg_catalog.pg_settings",
                "from sqlite_master",
                "select getvariable('x')",
                "set variable x = 1",
                "select current_query()",
                "select nextval('s')",
                "create sequence s",
                "create schema x",
                "create type t as enum ('a')",
                "create index i on bronze.stocks_daily (symbol)",
                "alter database memory rename to m",
                "comment on table bronze.stocks_daily is 'x'",
                "update bronze.stocks_daily set close = 0",
                "delete from bronze.stocks_daily",
                "truncate bronze.stocks_daily",
                "merge into bronze.stocks_daily using bronze.stocks_daily s on false when matched then delete",
                "begin transaction",
                "commit",
                "select * from bronze.stocks_daily; drop view bronze.stocks_daily",
                "select 1;;; select 2",
                "select 1 \\; set threads = 9"));
        return attacks;
    }

    private Map<String, Long> everything() throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(directory)) {
            for (Path path : found.filter(Files::isRegularFile).toList()) {
                files.put(path.toString(), Files.size(path));
            }
        }
        return files;
    }

    @Test
    void no_statement_leaves_the_lake_or_changes_anything() throws IOException {
        List<String> attacks = attacks();
        assertThat(attacks).hasSizeGreaterThan(100);
        try (BufferAllocator allocator = new RootAllocator();
                DuckDbQueryEngine engine =
                        DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, directory))) {
            Map<String, Long> before = everything();
            List<String> successes = attacks.stream()
                    .filter(attack -> !isRefused(engine, attack, allocator))
                    .toList();
            System.out.println("escapes: " + successes.size() + " of " + attacks.size() + " attempts succeeded");
            assertThat(successes).isEmpty();
            assertThat(everything()).isEqualTo(before);
        }
    }

    /** Whether it has no answer, before anything of it runs or for what it says. */
    private static boolean isRefused(DuckDbQueryEngine engine, String attack, BufferAllocator allocator) {
        try {
            engine.sql(attack, List.of(), allocator).close();
            return false;
        } catch (QueryException e) {
            return e.reason() != Reason.FAILED;
        }
    }

    @Test
    void a_file_that_became_a_link_is_not_read() throws IOException {
        Path file = committed();
        byte[] bytes = Files.readAllBytes(file);
        Path outside = Files.write(directory.resolve("outside.parquet"), bytes);
        try (BufferAllocator allocator = new RootAllocator();
                DuckDbQueryEngine engine =
                        DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, directory))) {
            engine.sql("from bronze.stocks_daily", List.of(), allocator).close();
            Files.delete(file);
            Files.createSymbolicLink(file, outside);

            assertThatThrownBy(() -> engine.sql("from bronze.stocks_daily", List.of(), allocator)
                            .close())
                    .isInstanceOf(PartitionException.class);
        }
    }

    @Test
    void a_directory_that_became_a_link_leads_duckdb_nowhere() throws IOException {
        Path partition = committed().resolveSibling("");
        Path elsewhere = directory.resolve("elsewhere");
        try (BufferAllocator allocator = new RootAllocator();
                DuckDbQueryEngine engine =
                        DuckDbQueryEngine.open(lake.lake(), new QuerySettings(64 << 20, 2, directory))) {
            engine.sql("from bronze.stocks_daily", List.of(), allocator).close();
            Files.move(partition, elsewhere);
            Files.createSymbolicLink(partition, elsewhere);

            assertThatThrownBy(() -> engine.sql("from bronze.stocks_daily", List.of(), allocator)
                            .close())
                    .isInstanceOfAny(QueryException.class, PartitionException.class);
        }
    }

    private Path committed() {
        return lake.lake()
                .root()
                .resolve(
                        lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0).path());
    }

    @Test
    void behind_the_check_the_wall_holds_by_itself() throws Exception {
        DuckDbSession.Settings settings = new DuckDbSession.Settings(
                64 << 20, 2, directory, List.of(), List.of(lake.lake().paths().bronze()));
        try (DuckDbSession session = DuckDbSession.open(settings)) {
            for (String attack : List.of(
                    "from read_text('" + secret + "')",
                    "from read_text('" + lake.lake().paths().ledger() + "')",
                    "from read_text('" + lake.lake().paths().bronze().resolve("link.csv") + "')",
                    "from read_text('" + lake.lake().paths().bronze() + "/../../secret.csv')",
                    "from read_text('/proc/self/environ')",
                    "from glob('/etc/*')",
                    "copy (select 1) to '" + directory.resolve("made.csv") + "'",
                    "attach '" + directory.resolve("made.db") + "' as x",
                    "install httpfs",
                    "load httpfs",
                    "set enable_external_access = true",
                    "set lock_configuration = false",
                    "set allowed_directories = ['/']")) {
                assertThatThrownBy(() -> session.execute(attack)).as(attack).isInstanceOf(SQLException.class);
            }
            try (Statement statement = session.connection().createStatement()) {
                assertThat(statement.execute(
                                "from read_parquet('" + lake.lake().paths().bronze() + "/*/*/*/*.parquet')"))
                        .isTrue();
            }
        }
    }
}
