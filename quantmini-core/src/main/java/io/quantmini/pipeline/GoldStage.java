package io.quantmini.pipeline;

import io.quantmini.market.Dataset;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult;
import java.time.Duration;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;

/** Brings the Qlib directory of one dataset up to date with its silver. */
final class GoldStage {
    private final Run run;
    private final Dataset dataset;
    private final Reference reference;
    private final GoldSelection selection;

    GoldStage(Run run, Dataset dataset, Reference reference, GoldSelection selection) {
        this.run = run;
        this.dataset = dataset;
        this.reference = reference;
        this.selection = selection;
    }

    StageReport run() {
        long start = System.nanoTime();
        try (BufferAllocator allocator = run.context().allocator().newChildAllocator("gold", 0, Long.MAX_VALUE)) {
            QlibRequest request =
                    new GoldDirectory(run.open(), dataset, selection).request(reference.securities(), allocator);
            if (request == null) {
                return report(0, 0, 0, start);
            }
            if (!request.contracts().isEmpty()) {
                announce(request.contracts(), allocator);
            }
            QlibResult result = run.stages().qlib().update(request);
            run.findings().addAll(result.findings());
            boolean written = result.outcome() != QlibResult.Outcome.UNCHANGED;
            run.progress()
                    .onProgress(new ProgressListener.Progress(
                            Stage.GOLD, dataset, GoldDirectory.name(dataset), 1, 1, result.rows(), result.bytes()));
            return report(written ? 1 : 0, written ? result.rows() : 0, written ? result.bytes() : 0, start);
        }
    }

    /** Says how many files the contracts make, before they are written, and which underlyings have none. */
    private void announce(QlibRequest.Contracts wanted, BufferAllocator allocator) {
        Map<String, Integer> counts =
                new ContractCounts(run.lake(), run.stages().tables(), allocator).of(wanted);
        if (counts.isEmpty()) {
            return;
        }
        int contracts = counts.values().stream().mapToInt(Integer::intValue).sum();
        run.progress()
                .onContracts(new ProgressListener.Contracts(
                        dataset,
                        wanted.underlyings(),
                        contracts,
                        wanted.fields().size()));
        counts.forEach((underlying, count) -> {
            if (count == 0) {
                run.findings()
                        .add("[" + underlying + "] cannot write contracts: expected some in " + dataset.name()
                                + ", got none");
            }
        });
    }

    private StageReport report(int done, long rows, long bytes, long start) {
        return new StageReport(
                Stage.GOLD, dataset, done, 1 - done, rows, bytes, Duration.ofNanos(System.nanoTime() - start));
    }
}
