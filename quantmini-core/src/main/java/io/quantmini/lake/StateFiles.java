package io.quantmini.lake;

import io.quantmini.market.TradingCalendar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Keeps in step with the ledger what follows from it alone: {@code metadata/<family>/watermarks.json},
 * {@code metadata/lake.sql} and {@code metadata/lake.py}.
 */
final class StateFiles {
    private static final List<String> FAMILIES = List.of("stocks", "options");

    private final LakePaths paths;
    private final FileOperations operations;
    private final TradingCalendar calendar;

    StateFiles(LakeDisk disk, TradingCalendar calendar) {
        this.paths = disk.paths();
        this.operations = disk.operations();
        this.calendar = calendar;
    }

    /** Rewrites the files that are not what the catalog says. */
    void write(LakeCatalog catalog) throws IOException {
        List<Watermark> all = Watermarks.of(catalog, calendar);
        for (String family : FAMILIES) {
            List<Watermark> watermarks = new ArrayList<>(all);
            watermarks.removeIf(
                    watermark -> !Watermarks.family(watermark.dataset()).equals(family));
            Path file = paths.metadata().resolve(family).resolve("watermarks.json");
            if (!watermarks.isEmpty() || Files.exists(file)) {
                keep(file, Watermarks.json(watermarks));
            }
        }
        keep(paths.metadata().resolve("lake.sql"), LakeViews.sql(catalog.datasets()));
        keep(paths.metadata().resolve("lake.py"), LakeViews.python());
    }

    private void keep(Path file, byte[] text) throws IOException {
        if (Files.exists(file) && Arrays.equals(text, Files.readAllBytes(file))) {
            return;
        }
        // Not forced: whatever a power cut leaves of it is put right when the lake is next opened for writing.
        new DirectoryChanges(paths.root(), operations).create(Objects.requireNonNull(file.getParent()));
        Path temporary = paths.temp().resolve(file.getFileName() + ".tmp");
        operations.write(temporary, text);
        operations.move(temporary, file);
    }
}
