package io.quantmini.query.internal;

import io.quantmini.feature.Definition;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rows that a feature query runs over: one a bar, with bronze's columns under the prefix {@code b_}, the session's
 * number {@code n} in the calendar, and whether the row is {@code wanted}.
 */
sealed interface BarRows permits StockRows, OptionRows {
    /** Whether a session has one bar. */
    boolean isDaily();

    /** A field of {@link io.quantmini.feature.BarFields}. */
    Column field(ColumnGraph graph, String name);

    /** The value, null where a row that it depends on lies too far away. */
    Column withinReach(ColumnGraph graph, Column value, Definition definition);

    /** Common table expressions, the last of which is called {@code l0} and holds the rows. */
    List<String> tables();

    /** What windows run over: {@code PARTITION BY ... ORDER BY ...}, an order without ties. */
    String window();

    /** Columns between bronze's and the features: expression and name. */
    List<String> extraColumns();

    /** Bronze's columns as {@code b_<name>}. */
    static String bronzeColumns(Dataset dataset) {
        return BarSchema.bronze(dataset).getFields().stream()
                .map(field -> "b." + SqlText.name(field.getName()) + " AS b_" + field.getName())
                .collect(Collectors.joining(", "));
    }

    /** Bronze's columns from {@code b_<name>} back to their names. */
    static String namedColumns(Dataset dataset) {
        return BarSchema.bronze(dataset).getFields().stream()
                .map(field -> "b_" + field.getName() + " AS " + SqlText.name(field.getName()))
                .collect(Collectors.joining(", "));
    }

    /** The rows of bronze files, none for no files. */
    static String bronze(Dataset dataset, List<Path> files) {
        return "(" + LakeRows.bars(dataset, files) + ")";
    }
}
