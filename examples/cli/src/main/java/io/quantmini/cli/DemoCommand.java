package io.quantmini.cli;

import io.quantmini.Quantmini;
import io.quantmini.cli.demo.EmbeddedStore;
import io.quantmini.cli.demo.SyntheticMarket;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.features.FeatureSets;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.pipeline.PipelinePlan;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.rest.ReferenceFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job on an invented market, from an object store to a query. */
@Command(
        name = "demo",
        description = "Fills an embedded object store with an invented market and runs the whole pipeline on it.",
        footer = {"", "Example:", "  ./quantmini demo --lake lake --sessions 22 --symbols 24"})
final class DemoCommand implements Callable<Integer> {
    private static final String SAMPLE =
            "SELECT symbol, count(*) AS sessions, round(last(close ORDER BY date), 2) AS close,"
                    + " round(last(rsi_14 ORDER BY date), 1) AS rsi_14, round(last(volatility_20d ORDER BY date), 4) AS volatility_20d"
                    + " FROM silver.stocks_daily GROUP BY symbol ORDER BY avg(close * volume) DESC LIMIT 5";

    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Sessions from 2025-11-03 on (default: ${DEFAULT-VALUE}).")
    private int sessions = SyntheticMarket.DEFAULT_SESSIONS;

    @Option(names = "--symbols", paramLabel = "N", description = "Stocks (default: ${DEFAULT-VALUE}).")
    private int symbols = SyntheticMarket.DEFAULT_SYMBOLS;

    @Option(names = "--seed", paramLabel = "S", description = "Seed of the market (default: ${DEFAULT-VALUE}).")
    private long seed = SyntheticMarket.DEFAULT_SEED;

    @Override
    public Integer call() throws IOException {
        CommandLine command = Commands.commandLine(spec);
        PrintWriter out = command.getOut();
        SyntheticMarket market = SyntheticMarket.of(sessions, symbols, seed);
        Path lake = Commands.configuration(options).build().dataRoot().toAbsolutePath();
        // The store is no part of the lake's data; the cache is where droppable things are.
        try (EmbeddedStore store = EmbeddedStore.start(lake.resolve("cache").resolve("demo-store"));
                Quantmini quantmini = Quantmini.open(configuration(store))) {
            boolean lateIsThere = store.contains(market.lateKey());
            store.fill(market);
            quantmini.importReference(ReferenceFiles.read(writeReference(market, lake)));
            PipelineBuilder pipeline = quantmini
                    .pipeline()
                    .source(FlatFiles.objectStore())
                    .features(FeatureSets.base())
                    .gold()
                    .progress(Commands.progress(options, command));
            PipelinePlan plan = pipeline.plan();
            List<PipelineReport> reports = new ArrayList<>();
            reports.add(pipeline.run());
            if (!lateIsThere) {
                say(out, "A file arrives late: " + market.lateKey());
                store.fillLate(market);
                reports.add(pipeline.run());
            }
            Answer sample = Answer.of(quantmini, SAMPLE, 5);
            print(command, quantmini.lake().root(), plan, reports, sample);
            return reports.stream().allMatch(PipelineReport::isComplete) ? Main.DONE : Main.FAILED;
        }
    }

    private QuantminiConfig configuration(EmbeddedStore store) {
        return Commands.configuration(options)
                .s3(new QuantminiConfig.S3(store.endpoint(), store.bucket(), "us-east-1"))
                .credentials(store.credentials())
                .build();
    }

    /** The vendor's reference files land as received; unchanged ones are left. */
    private static Path writeReference(SyntheticMarket market, Path lake) throws IOException {
        Path directory = lake.resolve("landing").resolve("polygon-api").resolve("demo");
        for (Map.Entry<String, byte[]> file : market.reference().entrySet()) {
            Path target = directory.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return directory;
    }

    private void say(PrintWriter out, String text) {
        if (!options.json) {
            out.println(text);
        }
    }

    private void print(CommandLine command, Path lake, PipelinePlan plan, List<PipelineReport> reports, Answer sample) {
        boolean didWork = reports.stream().anyMatch(PipelineReport::didWork);
        if (options.json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("lake", lake.toString());
            document.put("did_work", didWork);
            document.put("runs", reports.stream().map(ReportText::json).toList());
            document.put("sample_rows", sample.total());
            Commands.json(command, document);
            return;
        }
        PrintWriter out = command.getOut();
        out.println();
        out.print(plan.describe());
        out.println();
        if (didWork) {
            out.print(ReportText.byDataset(reports));
        } else {
            out.println("Nothing to do: everything is up to date.");
        }
        out.println();
        out.println("The five most traded symbols, from silver.stocks_daily:");
        out.print(sample.table());
        out.println();
        out.print(String.format(
                Locale.ROOT,
                "The lake is %s: bronze and silver (Parquet), gold/qlib (Qlib), quarantine, metadata.%n%n"
                        + "Try next:%n"
                        + "  ./quantmini query \"SELECT * FROM bronze.stocks_minute WHERE symbol = 'NA' LIMIT 5\" --lake %s%n"
                        + "  ./quantmini files --dataset stocks_daily --layer silver --lake %s%n"
                        + "  ./quantmini profile%n",
                lake,
                lake,
                lake));
        out.flush();
    }
}
