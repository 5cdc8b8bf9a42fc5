package io.quantmini.lake;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * The texts of {@code metadata/lake.py} and {@code metadata/lake.sql}: the committed files for DuckDB, Polars and pyarrow.
 * Both read the ledger when they are used, so a commit does not make them stale; only the datasets that there are views of
 * depend on the lake. Pure functions.
 */
final class LakeViews {
    private static final String PYTHON = resource("lake.py");
    private static final String SQL = resource("lake.sql");

    private LakeViews() {}

    /** A module that gives the files of the lake it stands in. */
    static byte[] python() {
        return PYTHON.getBytes(StandardCharsets.UTF_8);
    }

    /** A script that makes a view of each of these datasets in each layer, and of those that ship. */
    static byte[] sql(Collection<String> datasets) {
        Set<String> names = new TreeSet<>(datasets);
        Dataset.shipped().forEach(dataset -> names.add(dataset.name()));
        StringBuilder text = new StringBuilder(SQL);
        for (Layer layer : Layer.values()) {
            for (String name : names) {
                text.append(view(layer.directory(), name));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String view(String layer, String dataset) {
        return """

            SET VARIABLE lake_files_%1$s_%2$s = lake_paths('%1$s', '%2$s');
            SET VARIABLE lake_rows_%1$s_%2$s = lake_rows('%1$s', '%2$s',
                'SELECT %3$s WHERE false');
            CREATE OR REPLACE VIEW %1$s."%2$s" AS FROM query(getvariable('lake_rows_%1$s_%2$s'));
            """.formatted(layer, dataset, columns(dataset));
    }

    /** The columns of a table without files: bronze's, in either layer. */
    private static String columns(String dataset) {
        boolean options = Watermarks.family(dataset).equals("options");
        return BarSchema.bronze(options ? Dataset.OPTIONS_DAILY : Dataset.STOCKS_DAILY).getFields().stream()
                .map(field -> "NULL::" + type(field) + " AS " + field.getName())
                .collect(Collectors.joining(", "));
    }

    private static String type(Field field) {
        ArrowType type = field.getType();
        return switch (type.getTypeID()) {
            case Utf8 -> "VARCHAR";
            case FloatingPoint -> "DOUBLE";
            case Date -> "DATE";
            case Timestamp -> "TIMESTAMPTZ";
            case Int -> "INTEGER";
            default -> throw new IllegalArgumentException("[" + field.getName() + "] no SQL type for " + type);
        };
    }

    private static String resource(String name) {
        try (InputStream in = LakeViews.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("expected io/quantmini/lake/" + name + " in the jar of quantmini-core");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
