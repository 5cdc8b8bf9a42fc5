package io.quantmini.integrity;

import io.quantmini.QuantminiException;
import io.quantmini.lake.FileTotals;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionKey;
import io.quantmini.lake.SessionEntry;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Inspection;
import io.quantmini.stage.InspectionRequest;
import io.quantmini.stage.PartitionInspector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/** Holds one unit's ledger line against its manifest, and that against its files. */
final class UnitCheck {
    private final Path root;
    private final ValidationLevel level;
    private final PartitionInspector inspector;
    private final BufferAllocator allocator;

    UnitCheck(Path root, ValidationLevel level, PartitionInspector inspector, BufferAllocator allocator) {
        this.root = root;
        this.level = level;
        this.inspector = inspector;
        this.allocator = allocator;
    }

    /**
     * What a unit's manifest lists.
     *
     * @param files by path; null when the manifest cannot be read
     * @param findings what is wrong with it
     */
    record Listing(@Nullable List<LakeFile> files, List<Finding> findings) {}

    /** Reads the manifest and adds it up. */
    static Listing list(LakeCatalog catalog, LedgerEntry unit) {
        FileTotals totals = Objects.requireNonNull(unit.files());
        List<LakeFile> files;
        try {
            files = catalog.files(unit);
        } catch (QuantminiException | IllegalArgumentException e) {
            return new Listing(
                    null,
                    List.of(manifest(
                            totals, "the list of " + totals.count() + " files", String.valueOf(e.getMessage()))));
        }
        List<Finding> findings = new ArrayList<>();
        long rows = files.stream().mapToLong(LakeFile::rows).sum();
        long bytes = files.stream().mapToLong(LakeFile::bytes).sum();
        String expected = sums(totals.count(), totals.bytes(), totals.rows());
        String found = sums(files.size(), bytes, rows);
        if (!found.equals(expected)) {
            findings.add(manifest(totals, expected, found));
        }
        long published =
                unit.sessions().stream().mapToLong(SessionEntry::published).sum();
        if (published != rows) {
            findings.add(manifest(totals, published + " rows, as published", rows + " rows"));
        }
        return new Listing(files, findings);
    }

    /** Looks at the files; without a dataset only at their names and sizes. */
    List<Finding> check(LedgerEntry unit, List<LakeFile> files, @Nullable Dataset dataset) {
        List<Finding> findings = new ArrayList<>();
        Map<LocalDate, Long> rows = new TreeMap<>();
        for (LakeFile file : files) {
            Finding absent = present(file);
            if (absent == null) {
                absent = placed(unit, file);
            }
            if (absent != null) {
                findings.add(absent);
            } else if (dataset != null) {
                Inspection inspection =
                        inspector.inspect(new InspectionRequest(root, file, dataset, unit.dates(), level), allocator);
                findings.addAll(inspection.findings());
                inspection.sessionRows().forEach((date, count) -> rows.merge(date, count, Long::sum));
            }
            LakeValidation.checkInterrupted();
        }
        if (level == ValidationLevel.CONTENT && dataset != null && findings.isEmpty()) {
            compareSessions(unit, rows, findings);
        }
        return findings;
    }

    private @Nullable Finding present(LakeFile file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(
                    root.resolve(file.path()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile()) {
                return Finding.of(Check.PRESENCE, file.path(), "a plain file", "a link, a directory or a device");
            }
            return attributes.size() == file.bytes()
                    ? null
                    : Finding.of(Check.SIZE, file.path(), file.bytes() + " bytes", attributes.size() + " bytes");
        } catch (NoSuchFileException e) {
            return Finding.of(Check.PRESENCE, file.path(), "a file of " + file.bytes() + " bytes", "none");
        } catch (IOException e) {
            return Finding.of(Check.PRESENCE, file.path(), "a file of " + file.bytes() + " bytes", e.toString());
        }
    }

    private static @Nullable Finding placed(LedgerEntry unit, LakeFile file) {
        String expected = "a partition of " + unit.layer().directory() + " " + unit.dataset() + " with a session of "
                + unit.dates();
        try {
            PartitionKey key = PartitionKey.parse(file.path());
            boolean fits = key.layer() == unit.layer()
                    && key.dataset().equals(unit.dataset())
                    && unit.dates().stream().anyMatch(key.dates()::contains);
            return fits ? null : Finding.of(Check.PARTITION, file.path(), expected, key.directory());
        } catch (IllegalArgumentException e) {
            return Finding.of(Check.PARTITION, file.path(), expected, "no partition");
        }
    }

    private static void compareSessions(LedgerEntry unit, Map<LocalDate, Long> rows, List<Finding> findings) {
        for (SessionEntry session : unit.sessions()) {
            long found = rows.getOrDefault(session.date(), 0L);
            if (found != session.published()) {
                findings.add(Finding.of(
                        Check.ROW_COUNT,
                        Objects.requireNonNull(unit.files()).manifest(),
                        session.published() + " rows of " + session.date() + ", as published",
                        found + " rows in its files"));
            }
        }
    }

    private static Finding manifest(FileTotals totals, String expected, String found) {
        return Finding.of(Check.MANIFEST, totals.manifest(), expected, found);
    }

    private static String sums(long files, long bytes, long rows) {
        return files + " files of " + bytes + " bytes and " + rows + " rows";
    }
}
