package io.quantmini.cli;

import io.quantmini.config.QuantminiConfig;
import io.quantmini.rest.ReferenceRequest;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What to ask the vendor for, and how. */
final class ReferenceOptions {
    @Option(names = "--splits", description = "Splits, by execution date.")
    private boolean splits;

    @Option(names = "--dividends", description = "Dividends, by ex-date.")
    private boolean dividends;

    @Option(names = "--tickers", description = "Stocks that are listed, and those that were.")
    private boolean tickers;

    @Option(names = "--status", description = "The markets now, and upcoming holidays.")
    private boolean status;

    @Option(
            names = "--events",
            split = ",",
            paramLabel = "TICKER,…",
            description = "Ticker changes of the securities that bear these tickers, or have these FIGIs.")
    private List<String> events = List.of();

    @Option(
            names = "--contracts",
            split = ",",
            paramLabel = "TICKER,…",
            description = "Option contracts of these underlyings, open and expired.")
    private List<String> contracts = List.of();

    @Option(
            names = "--grouped",
            split = ",",
            paramLabel = "DATE,…",
            description = "Unadjusted daily bars of all stocks of these sessions.")
    private List<LocalDate> grouped = List.of();

    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First execution, ex- or expiration date (default: the first there is).")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "Last of them (default: today).")
    private @Nullable LocalDate to;

    @Option(
            names = "--overlap",
            paramLabel = "DAYS",
            defaultValue = "30",
            description = "Days asked for again, since the vendor corrects (default: ${DEFAULT-VALUE}).")
    private int overlap = 30;

    @Option(names = "--refresh", description = "Ask even for what landed already.")
    private boolean refresh;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "The interface (default: rest.endpoint of the configuration, else https://api.massive.com).")
    private @Nullable URI baseUrl;

    @Option(
            names = "--requests-per-minute",
            paramLabel = "N",
            description = "Most within any minute (default: rest.requests_per_minute, else 5).")
    private @Nullable Integer requestsPerMinute;

    /** Whether something is asked for. */
    boolean any() {
        return splits
                || dividends
                || tickers
                || status
                || !events.isEmpty()
                || !contracts.isEmpty()
                || !grouped.isEmpty();
    }

    ReferenceRequest request(CommandLine command) {
        ReferenceRequest.Builder request = ReferenceRequest.builder()
                .events(events)
                .contracts(contracts)
                .grouped(grouped)
                .from(from)
                .to(to)
                .overlapDays(overlap)
                .refresh(refresh);
        if (splits) {
            request.splits();
        }
        if (dividends) {
            request.dividends();
        }
        if (tickers) {
            request.tickers();
        }
        if (status) {
            request.status();
        }
        try {
            return request.build();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** The configuration with what was said about the interface. */
    QuantminiConfig.Builder configure(QuantminiConfig.Builder configuration) {
        QuantminiConfig.Rest configured = configuration.build().rest();
        return configuration.rest(new QuantminiConfig.Rest(
                baseUrl == null ? configured.endpoint() : baseUrl,
                requestsPerMinute == null ? configured.requestsPerMinute() : requestsPerMinute));
    }
}
