package io.quantmini.s3;

import static io.quantmini.market.Dataset.STOCKS_DAILY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import io.quantmini.Quantmini;
import io.quantmini.config.Credentials;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import io.quantmini.stage.DownloadException;
import io.quantmini.stage.RemoteObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that lists what no store should, and gives it, too. */
class HostileKeysTest {
    private static final byte[] BYTES = TestStore.gzip("ticker,volume\nNA,1\n");
    private static final SessionRange WEEK = SessionRange.of("2025-11-03", "2025-11-07");
    private static final String SOUND = STOCKS_DAILY.key(LocalDate.of(2025, 11, 5));
    private static final String MONTH = "us_stocks_sip/day_aggs_v1/2025/11/";

    /** Those that a downloader does not ask for. */
    private static final List<String> HOSTILE = List.of(
            "../x",
            "../../../../x/2025-11-03.csv.gz",
            MONTH + "../../../../../../2025-11-03.csv.gz",
            MONTH + "2025-11-03.csv.gz/../../../../../x.csv.gz",
            MONTH + "./2025-11-03.csv.gz",
            MONTH + "/2025-11-03.csv.gz",
            "/" + MONTH + "2025-11-03.csv.gz",
            "/etc/2025-11-03.csv.gz",
            MONTH + "2025-11-03\u0000.csv.gz",
            MONTH + "2025-11-03.csv.gz\u0000",
            MONTH + "..\\..\\2025-11-03.csv.gz",
            MONTH + "2025-11-03.csv.gz\n",
            "k".repeat(1_025),
            "");

    /** Those that are odd and no more. */
    private static final List<String> ODD = List.of(
            "k".repeat(1_017) + ".csv.gz",
            "é".repeat(512),
            MONTH + "2025-11-03.csv.gz.part",
            MONTH + "2025-1١-03.csv.gz",
            MONTH + "\u202e2025-11-03.csv.gz",
            MONTH + "%2e%2e%2f2025-11-03.csv.gz",
            "~/2025-11-03.csv.gz",
            "C:2025-11-03.csv.gz");

    @TempDir
    Path directory;

    private Set<Path> before;

    @BeforeEach
    void remember() throws IOException {
        Files.createDirectories(directory.resolve("a/b/c/lake"));
        before = everything();
    }

    @Test
    void what_is_listed_is_fetched_to_its_target_or_not_at_all() throws IOException {
        Path target = directory.resolve("a/b/c/lake/target.csv.gz");
        List<String> keys = Stream.concat(HOSTILE.stream(), ODD.stream()).toList();
        try (AwkwardServer server = store(keys);
                S3Downloader downloader = S3Downloader.open(TestStore.options(server.endpoint()), TestStore.keys())) {
            List<RemoteObject> listed = downloader.list("");
            assertThat(listed).extracting(RemoteObject::key).containsExactlyInAnyOrderElementsOf(keys);
            int asked = server.requests();
            for (RemoteObject object : listed) {
                Throwable failure = catchThrowable(() -> downloader.fetch(object, target));
                if (HOSTILE.contains(object.key())) {
                    assertThat(failure)
                            .as(object.key())
                            .isInstanceOf(DownloadException.class)
                            .hasMessageContaining("cannot ask for this key");
                    assertThat(everything()).isEqualTo(before);
                } else {
                    assertThat(failure).as(object.key()).isNull();
                    assertThat(target).hasBinaryContent(BYTES);
                    Files.delete(target);
                    assertThat(everything()).isEqualTo(before);
                }
            }
            assertThat(server.requests() - asked)
                    .as("only odd ones are asked for")
                    .isEqualTo(ODD.size());
        }
    }

    @Test
    void a_download_writes_below_landing_alone_and_takes_the_sessions_key_alone() throws IOException {
        List<String> keys = new ArrayList<>(HOSTILE);
        keys.addAll(ODD);
        keys.add(SOUND);
        Path lake = directory.resolve("a/b/c/lake");
        try (AwkwardServer server = store(keys);
                Quantmini quantmini = Quantmini.open(QuantminiConfig.builder()
                        .dataRoot(lake)
                        .s3(new QuantminiConfig.S3(server.endpoint(), TestStore.BUCKET, "us-east-1"))
                        .credentials(Credentials.none().withS3(TestStore.keys()))
                        .build())) {
            for (SessionRange range : new SessionRange[] {WEEK, null}) {
                PipelineReport report = quantmini.download(List.of(STOCKS_DAILY), range, ProgressListener.NONE);
                assertThat(report.files()).isEmpty();
            }
            Set<Path> made = everything();
            made.removeAll(before);
            Path landed = quantmini.lake().landing().file(STOCKS_DAILY, LocalDate.of(2025, 11, 5));
            assertThat(landed).hasBinaryContent(BYTES);
            assertThat(made)
                    .allMatch(path -> path.startsWith(lake.resolve("landing")))
                    .filteredOn(
                            path -> Files.isRegularFile(path) && path.startsWith(lake.resolve("landing/polygon-s3")))
                    .containsExactly(landed);
        }
    }

    private Set<Path> everything() throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.collect(java.util.stream.Collectors.toCollection(TreeSet::new));
        }
    }

    /** Lists these keys whatever it is asked for, and gives the same bytes for each. */
    private static AwkwardServer store(List<String> keys) throws IOException {
        return new AwkwardServer((exchange, request) -> {
            String query = exchange.getRequestURI().getRawQuery();
            boolean listing = query != null && query.contains("list-type");
            byte[] body = listing ? listing(keys).getBytes(StandardCharsets.UTF_8) : BYTES;
            answer(exchange, body, listing ? "application/xml" : "application/gzip");
        });
    }

    private static void answer(HttpExchange exchange, byte[] body, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("ETag", "\"tag-1\"");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static String listing(List<String> keys) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>"
                + "<IsTruncated>false</IsTruncated><EncodingType>url</EncodingType>");
        for (String key : keys) {
            text.append("<Contents><Key>")
                    .append(URLEncoder.encode(key, StandardCharsets.UTF_8))
                    .append("</Key><LastModified>2025-11-08T00:00:00.000Z</LastModified><ETag>\"tag-1\"</ETag><Size>")
                    .append(BYTES.length)
                    .append("</Size></Contents>");
        }
        return text.append("</ListBucketResult>").toString();
    }
}
