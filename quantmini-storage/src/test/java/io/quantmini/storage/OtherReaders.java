package io.quantmini.storage;

import io.quantmini.storage.internal.ZstdPages;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
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

/** A file's rows as other people's programs read them, values as in {@link io.quantmini.batch.RowStream}. */
final class OtherReaders {
    private OtherReaders() {}

    /** parquet-java's record reader, checksums verified. */
    static List<List<@Nullable Object>> parquetJava(Path file) throws IOException {
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

    static List<List<@Nullable Object>> duckDb(Path file, Schema schema) throws SQLException {
        String columns = schema.getFields().stream().map(OtherReaders::sql).collect(Collectors.joining(", "));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                var query = connection.prepareStatement("SELECT " + columns + " FROM read_parquet(?)")) {
            query.setString(1, file.toString());
            List<List<@Nullable Object>> rows = new ArrayList<>();
            try (ResultSet result = query.executeQuery()) {
                while (result.next()) {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int i = 1; i <= schema.getFields().size(); i++) {
                        values.add(result.getObject(i));
                    }
                    rows.add(values);
                }
            }
            return rows;
        }
    }

    private static String sql(Field field) {
        String name = '"' + field.getName() + '"';
        if (field.getType() instanceof ArrowType.Date) {
            return "CAST(" + name + " - DATE '1970-01-01' AS INTEGER)";
        }
        return field.getType() instanceof ArrowType.Timestamp ? "epoch_us(" + name + ")" : name;
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
            case BOOLEAN -> group.getBoolean(field, 0);
            default -> group.getDouble(field, 0);
        };
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
