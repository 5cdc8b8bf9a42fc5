package io.quantmini.rest;

import static io.quantmini.rest.VendorLake.KEY;
import static io.quantmini.rest.VendorLake.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class SecretsStayHiddenTest {
    @TempDir
    Path directory;

    @Test
    void no_file_no_log_no_error_and_no_text_form_shows_the_key() throws Exception {
        StringWriter seen = new StringWriter();
        PrintWriter out = new PrintWriter(seen);
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getFormattedMessage());
            }
        };
        appender.start();
        Logger all = (Logger) LoggerFactory.getLogger("io.quantmini");
        all.addAppender(appender);
        all.setLevel(Level.TRACE);
        try (VendorServer server = new VendorServer(SecretsStayHiddenTest::answerTo)) {
            VendorLake lake = new VendorLake(directory, server);
            out.println(lake.ask("2025-01-31", ReferenceRequest.builder().splits()));
            catchThrowable(() ->
                            lake.ask("2025-01-31", ReferenceRequest.builder().dividends()))
                    .printStackTrace(out);
            catchThrowable(() ->
                            lake.ask("2025-01-31", ReferenceRequest.builder().tickers()))
                    .printStackTrace(out);
            catchThrowable(() ->
                            lake.ask("2025-01-31", ReferenceRequest.builder().status()))
                    .printStackTrace(out);
            try (var quantmini = lake.open()) {
                out.println(quantmini.context().config());
                out.println(quantmini.context().config().describe());
            }
            assertThat(server.authorizations()).isNotEmpty().allMatch(("Bearer " + KEY)::equals);
            assertThat(server.targets()).noneMatch(target -> target.contains(KEY));
            assertThat(lake.files()).hasSizeGreaterThan(5);
            assertThat(lake.files().values()).noneMatch(text -> text.contains(KEY));
        } finally {
            all.detachAppender(appender);
            all.setLevel(null);
        }
        assertThat(logged).noneMatch(line -> line.contains(KEY));
        assertThat(seen.toString())
                .contains("DownloadException", "the answer repeats the key", "refused the key", "withheld")
                .doesNotContain(KEY);
    }

    private static void answerTo(VendorServer.Asked asked) throws IOException {
        if (asked.isFor("/splits")) {
            asked.json(answer());
        } else if (asked.isFor("/dividends")) {
            asked.json("{\"results\": [], \"next_url\": \"/v3/reference/dividends?cursor=1&apiKey=" + KEY + "\"}");
        } else if (asked.isFor("/tickers")) {
            asked.send(401, "{\"status\": \"ERROR\", \"error\": \"Unknown API key " + KEY + "\"}");
        } else {
            asked.header("Location", "http://127.0.0.1:1/?apiKey=" + KEY);
            asked.send(301, "");
        }
    }
}
