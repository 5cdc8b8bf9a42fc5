package io.quantmini.query.internal;

import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/** The rows of the lake's tables as SQL that names exactly their files. */
final class LakeRows {
    private LakeRows() {}

    /** A SELECT of the rows of a table that are in these files of a dataset, or of all rows of another. */
    static String table(LakeTable table, Lake lake, List<LakeFile> planned, PlannedFiles files) {
        Dataset dataset = table.dataset();
        Layer layer = table.layer();
        if (dataset == null || layer == null) {
            return read(List.of(tableFile(table, lake)), false);
        }
        // Silver files may have been made with different feature sets.
        return select(dataset, files.add(planned), layer == Layer.SILVER);
    }

    /** A SELECT of all rows of bar files; without files, of none. */
    static String bars(Dataset dataset, List<Path> files) {
        return select(dataset, files, false);
    }

    private static String select(Dataset dataset, List<Path> files, boolean unionByName) {
        if (!files.isEmpty()) {
            return read(files, unionByName);
        }
        return BarSchema.bronze(dataset).getFields().stream()
                .map(field -> "CAST(NULL AS " + type(field) + ") AS " + SqlText.name(field.getName()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    /** Exactly these files: no pattern, no columns taken from the path. */
    private static String read(List<Path> files, boolean unionByName) {
        return "SELECT * FROM read_parquet(" + SqlText.paths(files) + ", hive_partitioning = false, union_by_name = "
                + unionByName + ")";
    }

    private static String type(Field field) {
        return switch (field.getType().getTypeID()) {
            case Utf8 -> "VARCHAR";
            case FloatingPoint -> "DOUBLE";
            case Date -> "DATE";
            case Timestamp -> "TIMESTAMP WITH TIME ZONE";
            case Int -> ((ArrowType.Int) field.getType()).getBitWidth() == 32 ? "INTEGER" : "BIGINT";
            default ->
                throw new IllegalArgumentException("[" + field.getName() + "] no SQL type for " + field.getType());
        };
    }

    /** The file of a table that is no dataset's. */
    static Path tableFile(LakeTable table, Lake lake) {
        Path path = lake.paths().metadata().resolve(table.file());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new QueryException(
                    Reason.INVALID, "cannot read " + table + ": the lake has none; " + table.remedy(), null);
        }
        return path;
    }
}
