package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.storage.internal.FileDigest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

class ColumnFileProperties {
    private static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);

    private static final Schema SCHEMA = new Schema(List.of(
            required("text", ArrowType.Utf8.INSTANCE),
            required("day", new ArrowType.Date(DateUnit.DAY)),
            required("time", new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC")),
            required("price", DOUBLE),
            required("volume", DOUBLE),
            required("int", new ArrowType.Int(32, true)),
            required("flag", ArrowType.Bool.INSTANCE),
            Field.nullable("note", ArrowType.Utf8.INSTANCE),
            Field.nullable("factor", DOUBLE),
            Field.nullable("feature", new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE)),
            Field.nullable("long", new ArrowType.Int(64, true)),
            Field.nullable("mark", ArrowType.Bool.INSTANCE)));

    @Property(tries = 150)
    void any_rows_come_back_and_have_the_statistics_and_indexes_of_parquet_java(
            @ForAll("rows") List<List<Object>> rows,
            @ForAll @IntRange(min = 1, max = 40) int pageRows,
            @ForAll @IntRange(min = 0, max = 60) int extraRows,
            @ForAll @IntRange(min = 1, max = 50) int batchRows,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll PageCompression compression)
            throws IOException, SQLException {
        FileFormat format = new FileFormat(compression, pageRows + extraRows, pageRows);
        Path directory = Files.createTempDirectory("quantmini");
        Path columns = directory.resolve("columns.parquet");
        Path records = directory.resolve("records.parquet");
        try (BufferAllocator allocator = new RootAllocator()) {
            FileTwins twins = new FileTwins(SCHEMA, format, allocator);
            FileDigest alone = twins.writeColumns(columns, rows, batchRows);
            Files.delete(columns);
            assertThat(twins.writeColumns(columns, rows, batchRows, threads)).isEqualTo(alone);
            twins.writeRecords(records, rows, batchRows);
            List<List<@Nullable Object>> expected = HostileRows.bits(rows);

            assertThat(HostileRows.bits(OtherReaders.parquetJava(columns))).isEqualTo(expected);
            assertThat(HostileRows.bits(OtherReaders.duckDb(columns, SCHEMA))).isEqualTo(expected);
            assertThat(HostileRows.bits(OurReader.rows(columns, allocator))).isEqualTo(expected);
            assertThat(HostileRows.bits(OurReader.rows(records, allocator))).isEqualTo(expected);
            FileTwins.assertAlike(columns, records);
        } finally {
            Files.deleteIfExists(columns);
            Files.deleteIfExists(records);
            Files.delete(directory);
        }
    }

    /** Rows in stretches of equal rows, for runs. */
    @Provide
    Arbitrary<List<List<Object>>> rows() {
        Arbitrary<Integer> length =
                Arbitraries.oneOf(Arbitraries.just(1), Arbitraries.integers().between(1, 40));
        return Combinators.combine(row(), length)
                .as((row, times) -> java.util.Collections.nCopies(times, row))
                .list()
                .ofMaxSize(30)
                .map(stretches -> {
                    List<List<Object>> rows = new ArrayList<>();
                    stretches.forEach(rows::addAll);
                    return rows;
                });
    }

    private static Arbitrary<List<Object>> row() {
        return Combinators.combine(List.of(
                        any(Arbitraries.strings().ofMaxLength(70).excludeChars('\0')),
                        any(Arbitraries.integers().between(-700_000, 700_000)),
                        any(Arbitraries.longs().between(-1L << 50, 1L << 50)),
                        doubles(),
                        doubles(),
                        any(Arbitraries.integers()),
                        any(Arbitraries.of(true, false)),
                        any(Arbitraries.of("", "call", "put", "é", "𝄞")).injectNull(0.3),
                        doubles().injectNull(0.3),
                        floats().injectNull(0.3),
                        any(Arbitraries.longs()).injectNull(0.3),
                        any(Arbitraries.of(true, false)).injectNull(0.3)))
                .as(values -> values);
    }

    private static Arbitrary<Object> doubles() {
        return any(Arbitraries.oneOf(
                Arbitraries.of(0L, Long.MIN_VALUE, -1L, 1L, 0x7ff0_0000_0000_0000L, 0x7ff8_0000_0000_0001L)
                        .map(Double::longBitsToDouble),
                Arbitraries.of(0.0, -0.0, 1.0, 2.0),
                Arbitraries.longs().map(Double::longBitsToDouble)));
    }

    private static Arbitrary<Object> floats() {
        return any(Arbitraries.oneOf(
                Arbitraries.of(0.0f, -0.0f, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7fc0_beef)),
                Arbitraries.integers().map(Float::intBitsToFloat)));
    }

    private static Arbitrary<Object> any(Arbitrary<?> values) {
        return values.map(value -> value);
    }

    private static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }
}
