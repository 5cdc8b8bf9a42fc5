package io.quantmini.storage;

import io.quantmini.Quantmini;
import io.quantmini.batch.RowStream;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationReport;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.Commit;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LakeWriter;
import io.quantmini.lake.Layer;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.SessionEntry;
import io.quantmini.lake.UnitSpec;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.ColumnFileWriter;
import io.quantmini.storage.internal.FileDigest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/** A lake of bars written down in a test, whose files have row groups of ten rows and pages of four. */
final class BarLake {
    private static final FileFormat FORMAT = new FileFormat(PageCompression.ZSTD_1, 10, 4);

    private final Path root;

    BarLake(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    /** Commits rows as the pipeline does, and returns the files. */
    List<LakeFile> commit(Dataset dataset, Placement placement, List<List<Object>> rows) {
        List<LocalDate> dates = dates(dataset, rows);
        UnitSpec spec = UnitSpec.publish(dataset, Layer.BRONZE, dates, "bars");
        try (LakeWriter writer = Lake.at(root).openForWriting();
                Commit commit = writer.begin(spec);
                BufferAllocator allocator = new RootAllocator();
                RowStream stream = Bars.stream(dataset, rows, allocator)) {
            WriteRequest request = new WriteRequest(
                    dataset,
                    Layer.BRONZE,
                    placement,
                    WriteRequest.DEFAULT_MAX_PARTITIONS,
                    commit.staging().resolve("files"));
            List<StagedFile> files = new ParquetPartitionWriter(FORMAT).write(request, stream, allocator);
            commit.publish(accounts(dataset, rows), files, List.of());
            return files.stream().map(StagedFile::file).toList();
        }
    }

    /** Commits rows as they are, in one file of that partition, with checksums that fit. */
    LakeFile commitAsIs(Dataset dataset, PartitionKey key, Schema schema, List<List<Object>> rows) {
        LocalDate session = key.dates().from();
        return commitAsIs(
                UnitSpec.publish(dataset, key.layer(), List.of(session), "as it is"),
                key,
                schema,
                rows,
                List.of(SessionEntry.derived(session, rows.size())));
    }

    LakeFile commitAsIs(
            UnitSpec spec, PartitionKey key, Schema schema, List<List<Object>> rows, List<SessionEntry> sessions) {
        try (LakeWriter writer = Lake.at(root).openForWriting();
                Commit commit = writer.begin(spec);
                BufferAllocator allocator = new RootAllocator();
                RowStream stream = new RowStream(schema, rows, 7, allocator);
                ColumnFileWriter.Factory files = ColumnFileWriter.factory("test", schema, FORMAT, 1);
                ColumnFileWriter file = files.create(commit.staging().resolve("rows"))) {
            long min = Long.MAX_VALUE;
            long max = Long.MIN_VALUE;
            int time = schema.getFields().indexOf(schema.findField(BarSchema.TIMESTAMP));
            for (List<Object> row : rows) {
                min = Math.min(min, (Long) row.get(time));
                max = Math.max(max, (Long) row.get(time));
            }
            while (stream.advance()) {
                file.append(stream.batch(), 0, stream.batch().getRowCount());
            }
            FileDigest digest = file.finish();
            LakeFile made = new LakeFile(
                    key.file(digest.contentName()), digest.bytes(), digest.rows(), digest.crc32c(), min, max);
            commit.publish(sessions, List.of(new StagedFile(file.path(), made)), List.of());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ValidationReport validate(ValidationLevel level) {
        return validate(ValidationRequest.of(level));
    }

    /** Validates, and sees that all memory was given back. */
    ValidationReport validate(ValidationRequest request) {
        try (Quantmini quantmini = Quantmini.open(root)) {
            return quantmini.validate(request);
        }
    }

    /** Flips one bit of a file, counted from its first byte's lowest. */
    static void flip(Path file, long bit) {
        try {
            byte[] content = Files.readAllBytes(file);
            content[Math.toIntExact(bit / 8)] ^= (byte) (1 << (bit % 8));
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<SessionEntry> accounts(Dataset dataset, List<List<Object>> rows) {
        int date = BarSchema.bronze(dataset)
                .getFields()
                .indexOf(BarSchema.bronze(dataset).findField(BarSchema.DATE));
        List<SessionEntry> sessions = new ArrayList<>();
        for (LocalDate session : dates(dataset, rows)) {
            long count = rows.stream()
                    .filter(row -> row.get(date).equals(Bars.day(session)))
                    .count();
            sessions.add(SessionEntry.derived(session, count));
        }
        return sessions;
    }

    private static List<LocalDate> dates(Dataset dataset, List<List<Object>> rows) {
        int date = BarSchema.bronze(dataset)
                .getFields()
                .indexOf(BarSchema.bronze(dataset).findField(BarSchema.DATE));
        return rows.stream()
                .map(row -> LocalDate.ofEpochDay((Integer) row.get(date)))
                .distinct()
                .sorted()
                .toList();
    }
}
