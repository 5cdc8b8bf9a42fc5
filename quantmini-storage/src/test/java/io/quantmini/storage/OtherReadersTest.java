package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import io.quantmini.storage.internal.ZstdPages;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write, as three readers see it: ours, parquet-java's record reader, DuckDB. */
class OtherReadersTest {
    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @ParameterizedTest
    @CsvSource({"1,10,4", "2,7,7", "2,14,7", "3,20,4", "3,21,5", "3,22,22", "40,131072,16384"})
    void hostile_values_come_back_bit_for_bit(int rowsEach, int groupRows, int pageRows)
            throws IOException, SQLException {
        List<List<@Nullable Object>> rows = HostileRows.rows(rowsEach);
        FileFormat format = new FileFormat(PageCompression.ZSTD_1, groupRows, pageRows);
        StagedFile file = write(rows, format);
        List<List<@Nullable Object>> expected = HostileRows.bits(rows);

        assertThat(HostileRows.bits(StagedFiles.read(file, allocator))).isEqualTo(expected);
        assertThat(HostileRows.bits(parquetJava(file.staged()))).isEqualTo(expected);
        assertThat(HostileRows.bits(duckDb(file.staged()))).isEqualTo(expected);
    }

    private StagedFile write(List<List<@Nullable Object>> rows, FileFormat format) {
        WriteRequest request = new WriteRequest(Dataset.STOCKS_MINUTE, Layer.SILVER, Placement.SESSION, 1, staging);
        try (RowStream stream = new RowStream(HostileRows.schema(), rows, 16, allocator)) {
            return new ParquetPartitionWriter(format)
                    .write(request, stream, allocator)
                    .get(0);
        }
    }

    private static List<List<@Nullable Object>> parquetJava(Path file) throws IOException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (ZstdPages pages = new ZstdPages(0);
                ParquetReader<Group> reader = new GroupReader(new LocalInputFile(file), new PlainParquetConfiguration())
                        .withCodecFactory(pages)
                        .usePageChecksumVerification()
                        .build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(values(group));
            }
        }
        return rows;
    }

    private static List<@Nullable Object> values(Group group) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < group.getType().getFieldCount(); i++) {
            values.add(group.getFieldRepetitionCount(i) == 0 ? null : value(group, i));
        }
        return values;
    }

    private static Object value(Group group, int field) {
        Type type = group.getType().getType(field);
        PrimitiveTypeName name = type.asPrimitiveType().getPrimitiveTypeName();
        return switch (name) {
            case BINARY -> group.getString(field, 0);
            case INT32 -> group.getInteger(field, 0);
            case INT64 -> group.getLong(field, 0);
            case FLOAT -> group.getFloat(field, 0);
            default -> group.getDouble(field, 0);
        };
    }

    private static List<List<@Nullable Object>> duckDb(Path file) throws SQLException {
        String sql = "SELECT symbol, date - DATE '1970-01-01', epoch_us(timestamp), open, high, low, close, volume,"
                + " transactions, factor, returns_1d, KMID, ABSENT FROM read_parquet(?)";
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                var query = connection.prepareStatement(sql)) {
            query.setString(1, file.toString());
            List<List<@Nullable Object>> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    rows.add(values(result));
                }
            }
            return rows;
        }
    }

    private static List<@Nullable Object> values(ResultSet result) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            Object value = result.getObject(i);
            values.add(i == 2 ? Math.toIntExact(result.getLong(i)) : value);
        }
        return values;
    }

    private static final class GroupReader extends ParquetReader.Builder<Group> {
        GroupReader(InputFile file, ParquetConfiguration configuration) {
            super(file, configuration);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }
}
