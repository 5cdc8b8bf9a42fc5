package io.quantmini.storage.internal;

import io.quantmini.feature.BarFields;
import io.quantmini.integrity.Check;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionKey;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** Holds a footer against the manifest, the file's length and the columns of its dataset. */
final class FooterCheck {
    private static final int MAGIC_BYTES = 4;

    private final LakeFile file;
    private final ParquetMetadata footer;
    private final FileFindings findings;

    FooterCheck(LakeFile file, ParquetMetadata footer, FileFindings findings) {
        this.file = file;
        this.footer = footer;
        this.findings = findings;
    }

    void run(Dataset dataset) {
        long rows = footer.getBlocks().stream()
                .mapToLong(BlockMetaData::getRowCount)
                .sum();
        if (rows != file.rows()) {
            findings.add(Check.ROW_COUNT, file.rows() + " rows, as its manifest has it", rows + " rows");
        }
        for (int group = 0; group < footer.getBlocks().size(); group++) {
            for (ColumnChunkMetaData chunk : footer.getBlocks().get(group).getColumns()) {
                if (!isInside(chunk, file.bytes())) {
                    findings.add(
                            Check.FOOTER,
                            chunk.getPath().toDotString(),
                            group,
                            "pages inside the file of " + file.bytes() + " bytes",
                            chunk.getTotalSize() + " bytes from byte " + chunk.getStartingPos());
                }
            }
        }
        checkTimes();
        checkSchema(dataset, PartitionKey.parse(file.path()).layer());
    }

    /** Whether a column's pages lie in a file of that length. */
    static boolean isInside(ColumnChunkMetaData chunk, long fileBytes) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        return start >= MAGIC_BYTES && size >= 0 && size <= fileBytes && start <= fileBytes - size;
    }

    private void checkTimes() {
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (BlockMetaData block : footer.getBlocks()) {
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                if (chunk.getPath().toDotString().equals(BarSchema.TIMESTAMP)
                        && chunk.getStatistics() instanceof LongStatistics times
                        && times.hasNonNullValue()) {
                    min = Math.min(min, times.getMin());
                    max = Math.max(max, times.getMax());
                }
            }
        }
        if (min <= max && (min != file.minTimeMicros() || max != file.maxTimeMicros())) {
            findings.add(
                    Check.TIME,
                    BarSchema.TIMESTAMP,
                    null,
                    RowText.times(file.minTimeMicros(), file.maxTimeMicros()) + ", as its manifest has it",
                    RowText.times(min, max));
        }
    }

    private void checkSchema(Dataset dataset, Layer layer) {
        MessageType columns = footer.getFileMetaData().getSchema();
        Schema found;
        try {
            found = ParquetSchemas.toArrow(columns);
        } catch (IllegalArgumentException e) {
            findings.add(Check.SCHEMA, "columns of types that have a place in a lake", String.valueOf(e.getMessage()));
            return;
        }
        List<Field> expected = new ArrayList<>(BarSchema.bronze(dataset).getFields());
        if (layer == Layer.SILVER && !dataset.isOptions()) {
            ArrowType price = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            expected.add(new Field(BarFields.FACTOR, FieldType.notNullable(price), null));
        }
        List<Field> fields = found.getFields();
        for (int i = 0; i < expected.size(); i++) {
            String got = i < fields.size() ? fields.get(i).toString() : "none";
            if (!got.equals(expected.get(i).toString())) {
                findings.add(
                        Check.SCHEMA,
                        expected.get(i).getName(),
                        null,
                        "column " + (i + 1) + " to be " + expected.get(i),
                        got);
            }
        }
        for (Field extra : fields.subList(Math.min(expected.size(), fields.size()), fields.size())) {
            boolean feature = extra.isNullable() && extra.getType() instanceof ArrowType.FloatingPoint;
            if (layer == Layer.BRONZE || !feature) {
                findings.add(
                        Check.SCHEMA,
                        extra.getName(),
                        null,
                        layer == Layer.BRONZE ? "no such column" : "a nullable float, as features are",
                        extra.toString());
            }
        }
    }
}
