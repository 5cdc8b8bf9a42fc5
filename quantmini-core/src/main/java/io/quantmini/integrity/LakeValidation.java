package io.quantmini.integrity;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;
import io.quantmini.lake.LakeCatalog;
import io.quantmini.lake.LakeException;
import io.quantmini.lake.LakeFile;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.Watermark;
import io.quantmini.lake.Watermarks;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.PipelineInterruptedException;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.pipeline.Stage;
import io.quantmini.spi.PartitionInspectorProvider;
import io.quantmini.spi.internal.Providers;
import io.quantmini.stage.PartitionInspector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One validation of a lake. It goes unit by unit through the ledger, dataset by dataset, and past everything it finds; only
 * a damaged ledger ends it, for nothing else says what belongs to the lake. It takes no lock and writes nothing: a unit
 * that a commit replaces meanwhile is left out.
 */
public final class LakeValidation {
    private static final String LEDGER = "metadata/ledger.jsonl";

    private final Lake lake;
    private final ValidationRequest request;
    private final QuantminiContext context;
    private final List<Finding> findings = new ArrayList<>();
    private final LivePaths live = new LivePaths();
    private long units;
    private long files;
    private long rows;
    private long bytes;

    private LakeValidation(QuantminiContext context, Lake lake, ValidationRequest request) {
        this.context = context;
        this.lake = lake;
        this.request = request;
    }

    /**
     * See {@code Quantmini.validate}.
     *
     * @throws PipelineInterruptedException when the thread is interrupted
     */
    public static ValidationReport run(QuantminiContext context, Lake lake, ValidationRequest request) {
        // A lake of its own, for one that is in use remembers manifests and would not look at them again.
        return new LakeValidation(context, Lake.at(lake.root()), request).run();
    }

    static void checkInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new PipelineInterruptedException();
        }
    }

    private ValidationReport run() {
        List<Watermark> gaps = List.of();
        LakeCatalog catalog;
        try {
            findings.addAll(LedgerTail.check(lake, LEDGER));
            catalog = lake.catalog();
        } catch (LakeException e) {
            findings.add(
                    Finding.of(Check.LEDGER, LEDGER, "lines as they were written", String.valueOf(e.getMessage())));
            return report(gaps);
        }
        PartitionInspector inspector = Providers.of(PartitionInspectorProvider.class, "quantmini-storage")
                .choose(null, context.profile())
                .provider()
                .create(context);
        try (BufferAllocator allocator = context.allocator().newChildAllocator("validate", 0, Long.MAX_VALUE)) {
            UnitCheck check = new UnitCheck(lake.root(), request.level(), inspector, allocator);
            areas(catalog).forEach((area, members) -> validate(catalog, area, members, check));
        }
        findings.addAll(new StrayCheck(lake, live).run(names()));
        if (request.level() == ValidationLevel.CONTENT) {
            gaps = Watermarks.of(catalog, context.calendar()).stream()
                    .filter(mark -> isWanted(mark.dataset()) && !mark.holes().isEmpty())
                    .toList();
        }
        return report(gaps);
    }

    private record Area(String dataset, Layer layer) {}

    private Map<Area, List<LedgerEntry>> areas(LakeCatalog catalog) {
        Map<Area, List<LedgerEntry>> areas = new LinkedHashMap<>();
        for (LedgerEntry unit : catalog.units()) {
            if (unit.files() != null && isWanted(unit.dataset())) {
                areas.computeIfAbsent(new Area(unit.dataset(), unit.layer()), area -> new ArrayList<>())
                        .add(unit);
            }
        }
        return areas;
    }

    private void validate(LakeCatalog catalog, Area area, List<LedgerEntry> members, UnitCheck check) {
        Dataset dataset = definition(area.dataset());
        int done = 0;
        for (LedgerEntry unit : members) {
            checkInterrupted();
            long rowsBefore = rows;
            long bytesBefore = bytes;
            List<Finding> found = validate(catalog, unit, dataset, check);
            if (found.isEmpty() || isLive(unit)) {
                findings.addAll(found);
            }
            done++;
            if (dataset != null) {
                request.progress()
                        .onProgress(new ProgressListener.Progress(
                                area.layer() == Layer.BRONZE ? Stage.BRONZE : Stage.SILVER,
                                dataset,
                                unit.dates().get(0).toString(),
                                done,
                                members.size(),
                                rows - rowsBefore,
                                bytes - bytesBefore));
            }
        }
    }

    private List<Finding> validate(LakeCatalog catalog, LedgerEntry unit, @Nullable Dataset dataset, UnitCheck check) {
        units++;
        UnitCheck.Listing listing = UnitCheck.list(catalog, unit);
        List<Finding> found = new ArrayList<>(listing.findings());
        List<LakeFile> listed = listing.files();
        if (listed != null) {
            for (LakeFile file : listed) {
                live.add(file.path());
                files++;
                rows += file.rows();
                bytes += file.bytes();
            }
            if (dataset == null) {
                found.add(Finding.of(
                        Check.DATASET, LEDGER, "datasets that this program defines", "unit of " + unit.dataset()));
            }
            found.addAll(check.check(unit, listed, dataset));
        }
        return found;
    }

    /** Whether no commit has replaced the unit since. */
    private boolean isLive(LedgerEntry unit) {
        return lake.catalog().unit(unit.unit()).filter(unit::equals).isPresent();
    }

    private @Nullable Dataset definition(String name) {
        List<Dataset> known = new ArrayList<>(request.datasets());
        known.addAll(Dataset.shipped());
        return known.stream()
                .filter(dataset -> dataset.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private boolean isWanted(String dataset) {
        return request.datasets().isEmpty() || names().contains(dataset);
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        request.datasets().forEach(dataset -> names.add(dataset.name()));
        return names;
    }

    private ValidationReport report(List<Watermark> gaps) {
        return new ValidationReport(request.level(), units, files, rows, bytes, findings, gaps);
    }
}
