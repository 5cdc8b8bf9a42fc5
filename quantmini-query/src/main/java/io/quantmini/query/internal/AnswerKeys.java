package io.quantmini.query.internal;

import io.quantmini.lake.ContentDigest;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.stage.BarKeys;
import io.quantmini.stage.BarQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What answers depend on. */
final class AnswerKeys {
    /** Anywhere in a statement, also where it means something else: then the answer is not kept, which is only slower. */
    private static final Pattern CHANGING =
            Pattern.compile("(?i)random|uuid|now|today|current|localtime|\\bage\\b|transaction|sample|version");

    private final Lake lake;
    private final @Nullable LakeAccess access;

    AnswerKeys(Lake lake, @Nullable LakeAccess access) {
        this.lake = lake;
        this.access = access;
    }

    AnswerKey of(BarQuery query, LakeCatalog catalog) {
        StringBuilder inputs = new StringBuilder();
        units(catalog.units(query.dataset(), query.layer(), query.sessions()), inputs);
        LakeAccess tables = access;
        if (tables != null && (query.prices().adjusted() || query.keys().kind() == BarKeys.Kind.SECURITIES)) {
            inputs.append(tables.version());
        }
        StringBuilder question = new StringBuilder(query.keys().kind().name());
        // Names in another order are the same question.
        append(query.keys().names().stream().sorted().toList(), question);
        append(query.columns(), question);
        question.append(BarQuery.ofAll(query.dataset())
                        .in(query.layer())
                        .during(query.sessions())
                        .every(query.interval())
                        .hours(query.hours())
                        .prices(query.prices()))
                .append(query.latestAt());
        return new AnswerKey(question.toString(), ContentDigest.of(inputs.toString()));
    }

    /** Null for a statement whose answer may change by itself. */
    @Nullable
    AnswerKey of(CheckedStatement statement, List<?> parameters, LakeCatalog catalog) {
        if (CHANGING.matcher(statement.sql()).find()) {
            return null;
        }
        StringBuilder inputs = new StringBuilder();
        for (LakeTable table : statement.tables().stream()
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList()) {
            inputs.append(table).append(':');
            @Nullable Dataset dataset = table.dataset();
            @Nullable Layer layer = table.layer();
            if (dataset != null && layer != null) {
                units(catalog.units(dataset, layer, null), inputs);
            } else {
                inputs.append(stamp(LakeRows.tableFile(table, lake)));
            }
        }
        StringBuilder question = new StringBuilder();
        append(statement.sql(), question);
        append(parameters, question);
        return new AnswerKey(question.toString(), ContentDigest.of(inputs.toString()));
    }

    /** Adds a value so that no two different ones, or lists of them, look the same: texts may hold anything. */
    private static void append(@Nullable Object value, StringBuilder key) {
        if (value instanceof List<?> list) {
            key.append(list.size()).append('[');
            list.forEach(element -> append(element, key));
            return;
        }
        String text = String.valueOf(value);
        key.append(value == null ? "" : value.getClass().getName());
        key.append(':').append(text.length()).append(':').append(text);
    }

    private static void units(List<LedgerEntry> units, StringBuilder inputs) {
        for (LedgerEntry unit : units) {
            inputs.append(unit.unit());
            if (unit.files() != null) {
                inputs.append(unit.files().crc32c());
            }
            inputs.append(' ');
        }
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.size() + " " + attributes.lastModifiedTime();
        } catch (NoSuchFileException e) {
            return "none";
        } catch (IOException e) {
            throw new PartitionException(file.toString(), null, "cannot read: " + e, e);
        }
    }
}
