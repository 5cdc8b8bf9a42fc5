package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.quantmini.integrity.Check;
import io.quantmini.integrity.Finding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were committed wrong, with checksums that are right. */
class ValidateRowsTest {
    private static final int ROW = 13;
    private static final LocalDate OTHER = LocalDate.of(2025, 1, 3);
    private static final Schema STOCKS = BarSchema.bronze(Dataset.STOCKS_MINUTE);

    @TempDir
    private Path root;

    static Stream<Arguments> wrongRows() {
        List<Object> right = Bars.stock("B", Bars.DAY, ROW);
        return Stream.of(
                Arguments.of("a smaller symbol", Bars.stock("A", Bars.DAY, ROW), Check.ORDER, "symbol"),
                Arguments.of("an earlier time", Bars.stock("B", Bars.DAY, 2), Check.ORDER, "timestamp"),
                Arguments.of("the time before", Bars.stock("B", Bars.DAY, ROW - 1), Check.DUPLICATE, "timestamp"),
                Arguments.of("another date", with(right, "date", Bars.day(OTHER)), Check.SESSION, "date"),
                Arguments.of(
                        "half a minute",
                        with(right, "timestamp", Bars.time(Bars.DAY, ROW) + 30_000_000L),
                        Check.TIME,
                        "timestamp"),
                Arguments.of("a negative open", with(right, "open", -1.0), Check.VALUES, "open"),
                Arguments.of("no number", with(right, "close", Double.NaN), Check.VALUES, "close"),
                Arguments.of("a low above", with(right, "low", 101.75), Check.VALUES, "low"),
                Arguments.of("a high below", with(right, "high", 101.75), Check.VALUES, "high"),
                Arguments.of("an endless high", with(right, "high", Double.POSITIVE_INFINITY), Check.VALUES, "high"),
                Arguments.of("a volume too large", with(right, "volume", 1e17), Check.VALUES, "volume"),
                Arguments.of("negative transactions", with(right, "transactions", -1), Check.VALUES, "transactions"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRows")
    void one_wrong_row_is_found_with_its_column_and_row_group(
            String name, List<Object> wrong, Check check, String column) {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("B", 25));
        rows.set(ROW, wrong);
        LakeFile file = commit(rows);

        List<Finding> findings = findings();
        assertThat(findings).hasSizeLessThanOrEqualTo(2).first().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.path()).isEqualTo(file.path());
            assertThat(finding.column()).isEqualTo(column);
            assertThat(finding.rowGroup()).isEqualTo(1);
            assertThat(finding.found()).startsWith("row " + ROW + ": ").contains("2025-01-02T14:");
        });
    }

    @Test
    void right_rows_of_several_symbols_have_no_findings() {
        List<List<Object>> rows = new ArrayList<>(Bars.stock("A", 11));
        rows.addAll(Bars.stock("B", 12));
        commit(rows);
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_file_that_is_wrong_throughout_gives_one_finding_a_row_group_and_kind() {
        List<List<Object>> rows = new ArrayList<>();
        for (int minute = 0; minute < 25; minute++) {
            rows.add(with(Bars.stock("B", Bars.DAY, minute), "high", 0.0));
        }
        commit(rows);
        assertThat(findings()).hasSize(3).extracting(Finding::rowGroup).containsExactly(0, 1, 2);
        assertThat(findings().get(0).found()).endsWith("; and 9 more rows like it");
    }

    @Test
    void a_row_in_the_partition_of_another_symbol_is_found() {
        BarLake lake = new BarLake(root);
        PartitionKey key = PartitionKey.settled(Dataset.STOCKS_MINUTE, Layer.BRONZE, "A", Bars.DAY);
        lake.commitAsIs(
                UnitSpec.publish(Dataset.STOCKS_MINUTE, Layer.BRONZE, List.of(Bars.DAY), "x"),
                key,
                STOCKS,
                Bars.stock("B", 1),
                List.of(SessionEntry.derived(Bars.DAY, 1)));
        assertThat(findings())
                .extracting(Finding::check, Finding::column, Finding::expected)
                .containsExactly(tuple(Check.PARTITION, "symbol", "A"));
    }

    @Test
    void rows_that_an_account_gives_to_another_session_are_found() {
        PartitionKey key = PartitionKey.settled(Dataset.STOCKS_DAILY, Layer.BRONZE, "", Bars.DAY);
        List<List<Object>> rows = List.of(Bars.stock("A", Bars.DAY, 0), Bars.stock("A", OTHER, 0));
        new BarLake(root)
                .commitAsIs(
                        UnitSpec.publish(Dataset.STOCKS_DAILY, Layer.BRONZE, List.of(Bars.DAY, OTHER), "x"),
                        key,
                        STOCKS,
                        rows,
                        List.of(SessionEntry.derived(Bars.DAY, 2), SessionEntry.derived(OTHER, 0)));
        assertThat(findings())
                .extracting(Finding::check, Finding::expected, Finding::found)
                .containsExactly(
                        tuple(Check.ROW_COUNT, "2 rows of 2025-01-02, as published", "1 rows in its files"),
                        tuple(Check.ROW_COUNT, "0 rows of 2025-01-03, as published", "1 rows in its files"));
    }

    @Test
    void columns_that_bronze_does_not_have_are_found_without_reading_rows() {
        List<Field> fields = new ArrayList<>(STOCKS.getFields());
        fields.set(7, Field.nullable("volume", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        fields.add(Field.nullable("vwap", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
        List<Object> row = new ArrayList<>(Bars.stock("A", Bars.DAY, 0));
        row.add(1.0);
        PartitionKey key = PartitionKey.session(Dataset.STOCKS_MINUTE, Layer.BRONZE, Bars.DAY);
        new BarLake(root).commitAsIs(Dataset.STOCKS_MINUTE, key, new Schema(fields), List.of(row));
        assertThat(new BarLake(root).validate(ValidationLevel.STRUCTURE).findings())
                .extracting(Finding::check, Finding::column)
                .containsExactly(tuple(Check.SCHEMA, "volume"), tuple(Check.SCHEMA, "vwap"));
    }

    @Test
    void silver_may_have_features_after_the_bars_and_the_factor() {
        ArrowType number = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
        List<Field> fields = new ArrayList<>(STOCKS.getFields());
        fields.add(new Field("factor", FieldType.notNullable(number), null));
        fields.add(Field.nullable("returns_1d", number));
        List<Object> row = new ArrayList<>(Bars.stock("A", Bars.DAY, 0));
        row.add(1.0);
        row.add(0.5);
        PartitionKey key = PartitionKey.session(Dataset.STOCKS_MINUTE, Layer.SILVER, Bars.DAY);
        new BarLake(root).commitAsIs(Dataset.STOCKS_MINUTE, key, new Schema(fields), List.of(row));
        assertThat(findings()).isEmpty();
    }

    private LakeFile commit(List<List<Object>> rows) {
        PartitionKey key = PartitionKey.session(Dataset.STOCKS_MINUTE, Layer.BRONZE, Bars.DAY);
        return new BarLake(root).commitAsIs(Dataset.STOCKS_MINUTE, key, STOCKS, rows);
    }

    private List<Finding> findings() {
        return new BarLake(root).validate(ValidationLevel.CONTENT).findings();
    }

    private static List<Object> with(List<Object> row, String column, Object value) {
        List<Object> changed = new ArrayList<>(row);
        changed.set(STOCKS.getFields().indexOf(STOCKS.findField(column)), value);
        return changed;
    }
}
