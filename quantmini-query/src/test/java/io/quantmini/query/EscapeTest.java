package io.quantmini.query;

import static io.quantmini.lake.Layer.BRONZE;
import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        String file = lake.lake()
                .root()
                .resolve(
                        lake.lake().catalog().files(STOCKS_DAILY, BRONZE).get(0).path())
                .toString();
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
                "checkpoint"));
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
            for (String attack : attacks) {
                assertThatThrownBy(
                                () -> engine.sql(attack, List.of(), allocator).close())
                        .as(attack)
                        .isInstanceOf(QueryException.class);
            }
            assertThat(everything()).isEqualTo(before);
        }
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
