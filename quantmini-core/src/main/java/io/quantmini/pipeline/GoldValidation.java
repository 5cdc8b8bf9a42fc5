package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.QuantminiException;
import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.Lake;
import io.quantmini.market.Dataset;
import io.quantmini.market.SecurityMap;
import io.quantmini.spi.QlibInspectorProvider;
import io.quantmini.spi.internal.Providers;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import io.quantmini.stage.QlibInspector;
import io.quantmini.stage.QlibRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/** One validation of a lake's Qlib directories. Takes no lock and writes nothing. */
public final class GoldValidation {
    private final OpenLake open;
    private final ValidationRequest request;
    private final GoldSelection selection;
    private final QlibInspector inspector;

    private GoldValidation(OpenLake open, ValidationRequest request, GoldSelection selection, QlibInspector inspector) {
        this.open = open;
        this.request = request;
        this.selection = selection;
        this.inspector = inspector;
    }

    /**
     * See {@code Quantmini.validateGold}.
     *
     * @throws PipelineInterruptedException when the thread is interrupted
     */
    public static List<QlibInspection> run(
            QuantminiContext context, Lake lake, ValidationRequest request, GoldSelection selection) {
        for (Dataset dataset : request.datasets()) {
            if (!GoldDirectory.makes(dataset)) {
                throw new IllegalArgumentException("[" + dataset.name()
                        + "] cannot validate: expected a dataset that has a Qlib directory, got minutes of options");
            }
        }
        QlibInspector inspector = Providers.of(QlibInspectorProvider.class, "quantmini-qlib")
                .choose(null, context.profile())
                .provider()
                .create(context);
        try (Stages stages = new Stages(context, Map.of(), Map.of())) {
            OpenLake open = new OpenLake(context, Lake.at(lake.root()), stages);
            return new GoldValidation(open, request, selection, inspector).run();
        }
    }

    private List<QlibInspection> run() {
        List<Dataset> datasets = new ArrayList<>(request.datasets());
        if (datasets.isEmpty()) {
            for (Dataset dataset : Dataset.shipped()) {
                if (GoldDirectory.makes(dataset) && Files.exists(new GoldDirectory(open, dataset, selection).path())) {
                    datasets.add(dataset);
                }
            }
        }
        List<QlibInspection> inspections = new ArrayList<>();
        for (Dataset dataset : datasets) {
            QlibInspection inspection = inspect(dataset);
            inspections.add(inspection);
            request.progress()
                    .onProgress(new ProgressListener.Progress(
                            Stage.GOLD,
                            dataset,
                            GoldDirectory.name(dataset),
                            inspections.size(),
                            datasets.size(),
                            inspection.rows(),
                            inspection.bytes()));
        }
        return inspections;
    }

    private QlibInspection inspect(Dataset dataset) {
        GoldDirectory directory = new GoldDirectory(open, dataset, selection);
        try (BufferAllocator allocator = open.context().allocator().newChildAllocator("gold", 0, Long.MAX_VALUE)) {
            SecurityMap securities = new ReferenceTables(
                            open.lake(), open.stages().tables(), allocator)
                    .read()
                    .securities();
            QlibRequest wanted = directory.request(securities, allocator);
            return wanted == null
                    ? without(directory.path(), "silver of " + dataset.name(), "none")
                    : inspector.inspect(new QlibInspectionRequest(
                            wanted, request.level(), open.context().budget().threads()));
        } catch (PipelineInterruptedException interrupted) {
            throw interrupted;
        } catch (QuantminiException broken) {
            return without(directory.path(), "a lake that can be read", String.valueOf(broken.getMessage()));
        }
    }

    private static QlibInspection without(Path directory, String expected, String found) {
        return new QlibInspection(
                directory, 0, 0, 0, 0, List.of(new QlibFinding(QlibCheck.INPUT, "", null, expected, found)));
    }
}
