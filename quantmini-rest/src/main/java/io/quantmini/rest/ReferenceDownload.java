package io.quantmini.rest;

import io.quantmini.ConfigurationException;
import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.lake.LandingWriter;
import io.quantmini.market.ReferenceData;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.stage.DownloadException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks the vendor's REST interface for reference data: its answers land below {@code landing/polygon-api} as they came, and
 * the lake's tables follow from them. What is there is not asked for again: dated rows are asked for from the first day on
 * that is not covered, less an overlap; lists once a day. A run that was stopped, in whatever way, goes on behind the last
 * page that landed; no answer is used before all its pages are there.
 *
 * <p>Of each date the newest answer that was asked for it speaks alone, so that corrections replace what they correct, and
 * what the vendor took back is gone; rows of dates that were never asked for stay as they are.
 */
public final class ReferenceDownload {
    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);

    private final Quantmini quantmini;
    private final ReferenceRequest request;
    private final LocalDate today;
    private final Findings findings = new Findings();

    private ReferenceDownload(Quantmini quantmini, ReferenceRequest request, LocalDate today) {
        this.quantmini = quantmini;
        this.request = request;
        this.today = today;
    }

    /**
     * Asks for what is not there yet, and makes the tables. Takes landing's lock, then the lake's. Interrupting the thread
     * ends it with a {@link DownloadException}.
     *
     * @throws ConfigurationException when there is no key, or the endpoint is none
     * @throws DownloadException when the vendor cannot be asked, or refuses; the same again goes on from there
     * @throws ReferenceException when landing is damaged
     */
    public static ReferenceReport run(Quantmini quantmini, ReferenceRequest request, ProgressListener progress) {
        QuantminiConfig.Rest service = quantmini.context().config().rest();
        RestOptions options = RestOptions.builder()
                .endpoint(service.endpoint())
                .requestsPerMinute(service.requestsPerMinute())
                .build();
        return run(quantmini, request, progress, new Asking(options, Waiting.system()));
    }

    /** How to ask. */
    record Asking(RestOptions options, Waiting waiting) {}

    static ReferenceReport run(
            Quantmini quantmini, ReferenceRequest request, ProgressListener progress, Asking asking) {
        LocalDate today = LocalDate.ofInstant(asking.waiting().clock().instant(), TradingCalendar.ZONE);
        RestClient client = new RestClient(asking.options(), secret(quantmini), asking.waiting());
        return new ReferenceDownload(quantmini, request, today).run(client, progress);
    }

    private ReferenceReport run(RestClient client, ProgressListener progress) {
        Path landing = quantmini.lake().paths().landing();
        try (LandingWriter writer = quantmini.lake().landing().openForWriting()) {
            AnswerDownload download = new AnswerDownload(client, writer, landing, progress);
            for (Question question : questions()) {
                bring(download, question);
            }
            SortedMap<String, Long> rows = new TreeMap<>();
            List<String> all = makeTables(landing, rows);
            return new ReferenceReport(client.requests(), download.bytes(), rows, all);
        }
    }

    private void bring(AnswerDownload download, Question question) {
        boolean expired = question.series().endsWith("/expired");
        @Nullable SessionRange wanted = request.range(FIRST, expired ? today.minusDays(1) : today);
        if (wanted == null && question.kind() == Question.Kind.RANGE) {
            return;
        }
        SessionRange dates = wanted == null ? SessionRange.of(today) : wanted;
        try {
            download.bring(question, new Schedule(today, dates, request.overlapDays(), request.refresh()));
        } catch (DownloadException e) {
            if (e.status() != 404 || !question.mayBeUnknown()) {
                throw e;
            }
            findings.add("[" + question.series() + "] the vendor knows no ticker events of it");
        }
    }

    private List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        if (request.status()) {
            questions.add(Question.status());
            questions.add(Question.holidays());
        }
        if (request.splits()) {
            questions.add(Question.splits());
        }
        if (request.dividends()) {
            questions.add(Question.dividends());
        }
        if (request.tickers()) {
            questions.add(Question.tickers(true));
            questions.add(Question.tickers(false));
        }
        request.events().forEach(ticker -> questions.add(Question.events(ticker)));
        for (String underlying : request.contracts()) {
            questions.add(Question.openContracts(underlying));
            questions.add(Question.expiredContracts(underlying));
        }
        request.grouped().forEach(session -> questions.add(Question.grouped(session)));
        return questions;
    }

    private List<String> makeTables(Path landing, SortedMap<String, Long> rows) {
        LandedTables tables = new LandedTables(landing, findings, rows);
        if (request.status()) {
            tables.status();
            tables.holidays(quantmini.context().calendar());
        }
        if (request.tickers()) {
            tables.tickers();
        }
        if (!request.contracts().isEmpty()) {
            tables.contracts();
        }
        request.grouped().forEach(tables::grouped);
        LandedActions actions = new LandedActions(landing, findings);
        List<String> imported = quantmini.importReference(before -> change(before, actions, rows), tables.tables());
        List<String> all = new ArrayList<>(findings.all());
        all.addAll(imported);
        return all;
    }

    private ReferenceData change(ReferenceData before, LandedActions actions, SortedMap<String, Long> rows) {
        ReferenceData data = actions.data(before, request);
        if (request.splits()) {
            rows.put("stocks/splits", data.splits().stream().distinct().count());
        }
        if (request.dividends()) {
            rows.put("stocks/dividends", data.dividends().stream().distinct().count());
        }
        if (!request.events().isEmpty()) {
            rows.put(
                    "stocks/ticker_events",
                    data.histories().stream()
                            .flatMap(history -> history.events().stream().distinct())
                            .count());
        }
        return data;
    }

    private static Secret secret(Quantmini quantmini) {
        QuantminiConfig config = quantmini.context().config();
        return new Secret(config.credentials()
                .apiKey()
                .orElseThrow(() -> new ConfigurationException(
                        "POLYGON_API_KEY",
                        "[credentials] cannot ask " + config.rest().endpoint().getHost()
                                + ": expected an API key, got none; set POLYGON_API_KEY or MASSIVE_API_KEY, or fill in"
                                + " credentials.yaml")));
    }
}
