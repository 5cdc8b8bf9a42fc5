package io.quantmini.cli;

import io.quantmini.BarSelection;
import io.quantmini.Quantmini;
import io.quantmini.stage.BarInterval;
import io.quantmini.stage.PriceView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Bars of some tickers. */
@Command(
        name = "bars",
        description = {
            "Shows bars of some stocks or of some options, with New York time; prices are raw unless adjusted ones are asked for.",
            "--format csv, json, parquet and arrow give the time in UTC, as all data of the lake has it."
        },
        footer = {
            "",
            "Example:",
            "  ./quantmini bars AAPL --from 2025-11-03 --every 5m --regular",
            "  ./quantmini bars AAPL --adjusted --from 2025-01-02",
            "  ./quantmini bars NA --every 1d --candles"
        })
final class BarsCommand implements Callable<Integer> {
    private static final Map<String, BarInterval> INTERVALS = Map.of(
            "1m", BarInterval.ONE_MINUTE,
            "5m", BarInterval.FIVE_MINUTES,
            "15m", BarInterval.FIFTEEN_MINUTES,
            "1h", BarInterval.ONE_HOUR,
            "1d", BarInterval.ONE_DAY,
            "1w", BarInterval.ONE_WEEK);

    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "TICKER", description = "Stock symbols, or option tickers (O:...).")
    private List<String> tickers = new ArrayList<>();

    @Option(names = "--from", paramLabel = "DATE", description = "First session.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last session.")
    private @Nullable LocalDate to;

    @Option(
            names = "--every",
            paramLabel = "LENGTH",
            description = "1m, 5m, 15m, 1h, 1d or 1w (default: ${DEFAULT-VALUE}).")
    private String every = "1d";

    @Option(names = "--regular", description = "Only bars between the open and the close.")
    private boolean regular;

    @Option(
            names = "--candles",
            description = "Draw the newest bars, as many as the terminal is wide, instead of a table.")
    private boolean candles;

    @Option(
            names = "--adjusted",
            description = "Prices and volume adjusted for splits and dividends, the earliest as traded.")
    private boolean adjusted;

    @Option(names = "--as-of", paramLabel = "DATE", description = "Adjusted so that prices of that date are as traded.")
    private @Nullable LocalDate asOf;

    @Option(names = "--explain", description = "Say which files would be read, and read none.")
    private boolean explain;

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        output.json(options);
        BarInterval interval = INTERVALS.get(every);
        if (interval == null) {
            throw new CommandLine.ParameterException(
                    command, "expected --every 1m, 5m, 15m, 1h, 1d or 1w, got " + every);
        }
        if (candles && output.format != RowFormat.TABLE) {
            throw new CommandLine.ParameterException(command, "expected --candles or --format, got both");
        }
        Commands.range(command, from, to);
        Output.Shown shown = candles ? new CandleView(interval)::show : new BarTable(interval)::show;
        try (Quantmini quantmini = Commands.openToAsk(options, output.timeout(command))) {
            BarSelection bars = bars(quantmini, interval);
            if (explain) {
                PlanText.print(command, options, quantmini.explain(bars.query()));
                return Main.DONE;
            }
            new Output(command, output, quantmini).write(bars::stream, shown);
            return Main.DONE;
        }
    }

    private BarSelection bars(Quantmini quantmini, BarInterval interval) {
        BarSelection bars = quantmini.bars(tickers.toArray(String[]::new)).every(interval);
        if (from != null) {
            bars.from(from);
        }
        if (to != null) {
            bars.to(to);
        }
        if (asOf != null) {
            bars.prices(PriceView.asOf(asOf));
        } else if (adjusted) {
            bars.adjusted();
        }
        return regular ? bars.regularHours() : bars;
    }
}
