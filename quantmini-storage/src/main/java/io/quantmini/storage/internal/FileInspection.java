package io.quantmini.storage.internal;

import io.quantmini.integrity.Check;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.PartitionException;
import io.quantmini.stage.FileScan;
import io.quantmini.stage.Inspection;
import io.quantmini.stage.InspectionRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One look into one file: its checksum, its footer, its pages, its rows. Every step is taken that the one before leaves
 * possible; rows are decoded only when nothing was found before.
 */
public final class FileInspection {
    private final InspectionRequest request;
    private final LakeFile file;
    private final Path path;
    private final FileFindings findings;

    public FileInspection(InspectionRequest request) {
        this.request = request;
        this.file = request.file();
        this.path = request.lakeRoot().resolve(file.path());
        this.findings = new FileFindings(file.path());
    }

    /** Looks, once. */
    public Inspection run(BufferAllocator allocator) {
        ParquetMetadata footer = bytes();
        if (footer == null || !findings.none() || request.level() == ValidationLevel.STRUCTURE) {
            return new Inspection(findings.all(), Map.of());
        }
        RowInspection rows = new RowInspection(request, rowGroups(footer), findings);
        try (FileBatches batches =
                FileBatches.open(file.path(), StoredFile.open(path), Selection.of(scan(), footer), allocator)) {
            while (batches.advance()) {
                rows.check(batches.batch());
            }
            rows.end();
        } catch (IOException | PartitionException e) {
            findings.endGroup();
            findings.add(Check.PAGE, "pages that can be decoded", String.valueOf(e.getMessage()));
        }
        return new Inspection(findings.all(), rows.sessionRows());
    }

    /** Everything that can be seen without decoding a page; null when there is no footer. */
    private @Nullable ParquetMetadata bytes() {
        try (StoredFile stored = StoredFile.open(path)) {
            if (request.level() == ValidationLevel.CONTENT) {
                checkWhole(stored);
            }
            ParquetMetadata footer = readFooter(stored);
            if (footer != null) {
                new FooterCheck(file, footer, findings).run(request.dataset());
                if (request.level() == ValidationLevel.CONTENT) {
                    checkPages(stored, footer);
                }
            }
            return footer;
        } catch (IOException e) {
            findings.add(Check.PRESENCE, "a file that can be read", e.toString());
            return null;
        }
    }

    private void checkWhole(StoredFile stored) throws IOException {
        long crc = stored.crc32c(0);
        if (crc != file.crc32c()) {
            findings.add(Check.CHECKSUM, "CRC-32C " + hex(file.crc32c()) + " as its manifest has it", hex(crc));
        }
    }

    private @Nullable ParquetMetadata readFooter(StoredFile stored) {
        try {
            return stored.readFooter();
        } catch (IOException | RuntimeException e) {
            findings.add(Check.FOOTER, "a Parquet footer", e.toString());
        } catch (OutOfMemoryError | StackOverflowError e) {
            // What a damaged length in the footer asks for; nothing else of that size is going on here.
            findings.add(Check.FOOTER, "a Parquet footer", "lengths that no file has");
        }
        return null;
    }

    /** Reads every column of every row group by itself, so that a fault has a place. */
    private void checkPages(StoredFile stored, ParquetMetadata footer) {
        List<BlockMetaData> groups = footer.getBlocks();
        try (ZstdPages codec = new ZstdPages(0);
                ParquetFileReader reader = new ParquetFileReader(stored, footer, options(codec), stored.newStream())) {
            for (ColumnDescriptor column : footer.getFileMetaData().getSchema().getColumns()) {
                reader.setRequestedSchema(List.of(column));
                for (int group = 0; group < groups.size(); group++) {
                    if (isInside(groups.get(group), column)) {
                        checkPages(reader, column, group);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            findings.add(Check.PAGE, "pages that can be read", e.toString());
        }
    }

    private void checkPages(ParquetFileReader reader, ColumnDescriptor column, int group) {
        try (PageReadStore pages = reader.readRowGroup(group)) {
            if (pages == null) {
                findings.add(Check.PAGE, name(column), group, "pages", "none");
            }
        } catch (IOException | RuntimeException e) {
            findings.add(Check.PAGE, name(column), group, "pages with their checksums", String.valueOf(e.getMessage()));
        }
    }

    private boolean isInside(BlockMetaData group, ColumnDescriptor column) {
        return group.getColumns().stream()
                .filter(chunk -> chunk.getPath().toDotString().equals(name(column)))
                .allMatch(chunk -> FooterCheck.isInside(chunk, file.bytes()));
    }

    private FileScan scan() {
        return FileScan.all(request.lakeRoot(), file).select(RowInspection.columns(request.dataset()));
    }

    private static long[] rowGroups(ParquetMetadata footer) {
        return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).toArray();
    }

    private static ParquetReadOptions options(ZstdPages codec) {
        return ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(codec)
                .usePageChecksumVerification()
                .build();
    }

    private static String name(ColumnDescriptor column) {
        return String.join(".", column.getPath());
    }

    private static String hex(long crc) {
        return HexFormat.of().toHexDigits(crc, 8);
    }
}
