package io.quantmini.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.quantmini.config.S3Keys;
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
    void no_log_at_any_level_no_error_and_no_text_form_shows_the_secret() throws Exception {
        StringWriter seen = new StringWriter();
        PrintWriter out = new PrintWriter(seen);
        Queue<String> logged = new ConcurrentLinkedQueue<>();
        try (TestStore store = TestStore.start(directory)) {
            Logger sdk = (Logger) LoggerFactory.getLogger("software.amazon.awssdk");
            AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    logged.add(event.getFormattedMessage());
                }
            };
            appender.start();
            sdk.addAppender(appender);
            sdk.setAdditive(false);
            sdk.setLevel(Level.TRACE);
            try (S3Downloader downloader = store.open();
                    S3Downloader wrong =
                            S3Downloader.open(store.options(), S3Keys.of("AKIAUNKNOWN", TestStore.SECRET_KEY))) {
                store.put("a.csv.gz", TestStore.gzip("a"));
                downloader.fetch(downloader.head("a.csv.gz").orElseThrow(), directory.resolve("a.csv.gz"));
                catchThrowable(() -> wrong.list("")).printStackTrace(out);
                catchThrowable(() -> wrong.head("a.csv.gz")).printStackTrace(out);
                out.println(downloader + " " + store.options() + " " + TestStore.keys());
            } finally {
                sdk.detachAppender(appender);
                sdk.setAdditive(true);
                sdk.setLevel(null);
            }
        }
        assertThat(logged).as("the SDK logged something to search").isNotEmpty();
        assertThat(logged).noneMatch(line -> line.contains(TestStore.SECRET_KEY));
        assertThat(seen.toString()).contains("DownloadException").doesNotContain(TestStore.SECRET_KEY);
    }
}
