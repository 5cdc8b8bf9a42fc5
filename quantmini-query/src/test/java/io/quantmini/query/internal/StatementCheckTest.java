package io.quantmini.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCheckTest {
    private static Connection connection;

    @BeforeAll
    static void connect() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    private static CheckedStatement check(String sql) throws Exception {
        return DeepStack.call(() -> StatementCheck.check(sql, connection));
    }

    private static Set<String> tables(String sql) throws Exception {
        Set<String> names = new TreeSet<>();
        check(sql).tables().forEach(table -> names.add(table.toString()));
        return names;
    }

    private static void assertRefused(String sql, Reason reason) {
        assertThatThrownBy(() -> check(sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1;",
                "-- a comment\nselect /* another */ 1",
                "values (1), (2)",
                "from bronze.stocks_daily",
                "table bronze.stocks_daily",
                "describe bronze.stocks_daily",
                "summarize select 1",
                "SELECT * FROM BRONZE.\"Stocks_Daily\" AS s WHERE s.symbol = 'x''y' ORDER BY ALL LIMIT 10%",
                "select distinct on (symbol) symbol from silver.stocks_minute order by 1 desc nulls last limit 5 offset 2",
                "with a as (select 1 as x), b(y) as materialized (from a) select * from a, b where x = y",
                "with recursive t(n) as (select 1 union all select n + 1 from t where n < 5) select * from t",
                "with t as (select 1) select * from (with u as (from T) select * from u) union by name select 3 as z",
                "select sum(volume) over w, lag(close, 1) over (partition by symbol order by date),"
                        + " avg(close) filter (where close > 1) over () from bronze.stocks_daily"
                        + " window w as (partition by symbol order by date rows 3 preceding)",
                "select list_transform([1], lambda q: q + 1), [z for z in [1, 2]], {'a': 1}.a, map {1: 2},"
                        + " case 1 when 1 then 2 end, 1 between 1 and 2, exists (select 1), 1 in (1, 2), columns('.*'),"
                        + " symbol collate nocase, try_cast(symbol as int), symbol::enum('x'), interval 1 day, #1,"
                        + " count(distinct symbol), string_agg(symbol, ',' order by date), grouping(symbol),"
                        + " date at time zone 'UTC', try(1 / 0), 1 = any (select 1), symbol.upper()"
                        + " from bronze.stocks_daily group by rollup (symbol) having true qualify true",
                "select * from bronze.stocks_daily s tablesample 10% asof join silver.stocks_minute m"
                        + " on s.date >= m.date, lateral (select 1), range(3) r, unnest([1]) u",
                "from bronze.stocks_daily pivot (sum(volume) for symbol in ('A', 'B'))",
                "select * from (pivot bronze.stocks_daily on symbol in ('A') using sum(volume))",
                "from bronze.stocks_daily unpivot (price for kind in (open, close))",
                "select * exclude (open) replace (1 as close) rename (high as h) from bronze.stocks_daily",
                "select random(), now(), current_date, uuid()",
                "select 1::decimal(3, 2), null::struct(b int[]), 'a' like 'b', 'a' ~ 'b', 'a' similar to 'b'"
            })
    void a_select_over_the_lake_passes(String sql) throws Exception {
        assertThat(check(sql).sql()).isEqualTo(sql);
    }

    @Test
    void the_tables_named_anywhere_are_known() throws Exception {
        assertThat(tables("select (select max(close) from silver.STOCKS_DAILY) from bronze.options_minute o"
                        + " join (from Reference.Splits) s on exists (from bronze.stocks_minute)"))
                .containsExactly(
                        "bronze.options_minute", "bronze.stocks_minute", "reference.splits", "silver.stocks_daily");
        assertThat(tables("with bronze as (select 1) from bronze")).isEmpty();
    }

    @Test
    void parameters_are_counted() throws Exception {
        assertThat(check("select 1").parameters()).isZero();
        assertThat(check("select ?, ?, 1 + ?").parameters()).isEqualTo(3);
        assertThat(check("select $2, $1, $2").parameters()).isEqualTo(2);
        assertRefused("select $name", Reason.INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy (select 1) to 'x.csv'",
                "copy bronze.stocks_daily to 'x.parquet'",
                "with x as (copy (select 1) to 'x.csv') select 1",
                "attach 'x.db' as x",
                "detach x",
                "use x",
                "install httpfs",
                "force install httpfs",
                "load httpfs",
                "pragma database_list",
                "pragma enable_profiling",
                "set threads = 1",
                "reset threads",
                "call pragma_version()",
                "checkpoint",
                "export database 'x'",
                "import database 'x'",
                "create table x as select 1",
                "create view x as select 1",
                "create or replace macro abs(a) as 1",
                "create secret (type s3)",
                "insert into x values (1)",
                "with x as (insert into t values (1) returning *) select * from x",
                "with x as (delete from t returning *) select * from x",
                "with x as (update t set a = 1 returning *) select * from x",
                "drop view bronze.stocks_daily",
                "explain analyze select 1",
                "prepare x as select 1",
                "execute x",
                "begin",
                "vacuum",
                "pivot bronze.stocks_daily on symbol",
                "show tables",
                "show databases",
                "show all tables",
                "select 1; select 2",
                "select 1; copy (select 1) to 'x.csv'",
                "select 1;\n-- nothing here\n;select 2",
                "/* select */ copy (select 1) to 'x.csv' -- select"
            })
    void any_other_statement_is_refused(String sql) {
        assertThatThrownBy(() -> check(sql)).as(sql).isInstanceOf(QueryException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from '/etc/passwd'",
                "from \"/etc/passwd\"",
                "from 'x.parquet'",
                "from '/proc/self/environ'",
                "from \"https://example.com/x.csv\"",
                "from stocks_daily",
                "from main.stocks_daily",
                "from memory.bronze.stocks_daily",
                "from information_schema.tables",
                "from pg_catalog.pg_class",
                "from duckdb_settings",
                "from sqlite_master",
                "from bronze.nothing",
                "from \"bronze.stocks_daily\"",
                "from a, (with a as (select 1) from a)",
                "with a as (from \"x.parquet\"), \"x.parquet\" as (select 1) from a",
                "with \"x.parquet\" as (from \"x.parquet\") select 1",
                "with recursive \"x.parquet\" as (from \"x.parquet\" union all from \"x.parquet\") select 1",
                "with \"\u212A.parquet\" as (select 1) from \"k.parquet\"",
                "select (from 'x.parquet')",
                "select 1 order by (select a from 'x.parquet')",
                "select 1 limit (select a from 'x.parquet')",
                "select * from range((select a from 'x.parquet'))",
                "select list_transform([1], lambda q: (select a from 'x.parquet'))",
                "select count(*) filter (where exists (from 'x.parquet'))",
                "select sum(1) over (partition by (select a from 'x.parquet'))",
                "describe 'x.parquet'",
                "summarize 'x.parquet'",
                "from bronze.stocks_daily pivot (sum((select a from 'x.parquet')) for symbol in ('A'))",
                "from bronze.stocks_daily tablesample 10% union all from 'x.parquet'"
            })
    void a_table_that_is_not_the_lakes_is_refused(String sql) {
        assertRefused(sql, Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from read_csv('/etc/passwd')",
                "from READ_CSV('/etc/passwd')",
                "from \"read_csv\"('/etc/passwd')",
                "from main.read_csv('/etc/passwd')",
                "from system.main.read_csv('/etc/passwd')",
                "from read_parquet(['x.parquet'])",
                "from parquet_scan('x.parquet')",
                "from parquet_metadata('x.parquet')",
                "from read_text('/etc/passwd')",
                "from read_blob('/proc/self/environ')",
                "from read_json('x')",
                "from sniff_csv('x')",
                "from glob('/etc/*')",
                "from query('select 1')",
                "from query_table('x')",
                "from duckdb_settings()",
                "from duckdb_secrets()",
                "from duckdb_logs()",
                "from json_execute_serialized_sql('{}')",
                "from bronze.stocks_daily, lateral glob(symbol)",
                "select getenv('HOME')",
                "select GetEnv('HOME')",
                "select current_setting('temp_directory')",
                "select json_serialize_plan('from read_csv(''/etc/passwd'')')",
                "select write_log('x')",
                "select sleep_ms(1)",
                "select main.getenv('HOME')",
                "select system.main.getenv('HOME')",
                "select 'HOME'.getenv()",
                "select symbol.getenv() from bronze.stocks_daily",
                "select list_transform(['HOME'], lambda q: getenv(q))",
                "select nextval('x')"
            })
    void a_function_that_reaches_beyond_its_arguments_is_refused(String sql) {
        assertRefused(sql, Reason.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", ";", "selec 1", "select 'open", "select 1 \0", "select '\ud800'", "select (", "/*"})
    void text_that_is_no_statement_is_invalid(String sql) {
        assertRefused(sql, Reason.INVALID);
    }

    @ParameterizedTest
    @CsvSource({
        "'select ', '(', '1', ')', 5000",
        "'from ', '(from ', '(select 1)', ')', 3000",
        "'select ', '(select ', '1', ')', 2000",
        "'select 1', '+1', '', '', 5000",
        "'select ', '[', '1', ']', 5000",
        "'select ', 'not ', 'true', '', 5000",
        "'select ', 'case when true then ', '1', ' end', 2000",
        "'select * from (select 1)', ', (select 1)', '', '', 1000",
        "'select 1', '::int', '', '', 5000"
    })
    void a_nested_bomb_is_refused_before_it_is_planned(String start, String open, String middle, String close, int n) {
        assertRefused(start + open.repeat(n) + middle + close.repeat(n), Reason.INVALID);
    }

    @Test
    void a_text_beyond_the_limit_is_invalid() {
        assertRefused("select '" + "x".repeat(StatementCheck.MAX_CHARACTERS) + "'", Reason.INVALID);
    }

    @Test
    void every_function_that_depends_on_more_than_its_arguments_was_judged() throws SQLException {
        Set<String> harmless = Set.of(
                "current_database",
                "current_date",
                "current_schema",
                "current_schemas",
                "error",
                "gen_random_uuid",
                "get_current_time",
                "get_current_timestamp",
                "now",
                "random",
                "today",
                "transaction_timestamp",
                "uuid",
                "uuidv4",
                "uuidv7",
                "vector_type");
        Set<String> unknown = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select distinct function_name from duckdb_functions()"
                        + " where function_type = 'scalar' and stability <> 'CONSISTENT'")) {
            while (rows.next()) {
                unknown.add(rows.getString(1));
            }
        }
        assertThat(unknown).contains("random", "current_setting");
        unknown.removeAll(FunctionRules.REFUSED);
        assertThat(unknown).isEqualTo(new TreeSet<>(harmless));
    }
}
