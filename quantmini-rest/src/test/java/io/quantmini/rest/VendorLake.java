package io.quantmini.rest;

import io.quantmini.Quantmini;
import io.quantmini.config.Credentials;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.ReferenceData;
import io.quantmini.pipeline.ProgressListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A lake that asks a server of its test; closing what it opens proves that no memory stayed allocated. */
final class VendorLake {
    static final String KEY = "canary-4f1d9c7be2a84d5a";

    private final Path root;
    private final VendorServer server;

    VendorLake(Path root, VendorServer server) {
        this.root = root;
        this.server = server;
    }

    /** Asks on a day, at noon of New York. */
    ReferenceReport ask(String day, ReferenceRequest.Builder request) {
        return ask(day, request, ProgressListener.NONE);
    }

    ReferenceReport ask(String day, ReferenceRequest.Builder request, ProgressListener progress) {
        RestOptions options = RestOptions.builder()
                .endpoint(server.endpoint())
                .maxAttempts(2)
                .requestsPerMinute(1_000)
                .build();
        VirtualTime time = VirtualTime.at(day + "T17:00:00Z");
        try (Quantmini quantmini = open()) {
            return ReferenceDownload.run(
                    quantmini, request.build(), progress, new ReferenceDownload.Asking(options, time.waiting()));
        }
    }

    void load(ReferenceData data) {
        try (Quantmini quantmini = open()) {
            quantmini.importReference(data);
        }
    }

    Quantmini open() {
        return Quantmini.open(QuantminiConfig.builder()
                .dataRoot(root)
                .configRoot(root.resolve("config"))
                .credentials(Credentials.none().withApiKey(KEY))
                .build());
    }

    Path landed(String path) {
        return root.resolve("landing/polygon-api").resolve(path);
    }

    String text(String landed) throws IOException {
        return Files.readString(landed(landed));
    }

    /** What another program reads in a table: a row a line, columns apart by bars. */
    List<String> rows(String table, String select) throws SQLException {
        Path file = root.resolve("metadata").resolve(table + ".parquet");
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            ResultSet result = statement.executeQuery("SELECT " + select + " FROM '" + file + "'");
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** Every file of the lake, with its bytes as text. */
    SortedMap<String, String> files() throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(Files::isRegularFile).forEach(file -> {
                try {
                    files.put(
                            root.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return files;
    }

    static String split(String ticker, String date, int from, int to) {
        return "{\"execution_date\": \"" + date + "\", \"id\": \"E" + date + "\", \"split_from\": " + from
                + ", \"split_to\": " + to + ", \"ticker\": \"" + ticker + "\"}";
    }

    static String answer(String... results) {
        return "{\"results\": [" + String.join(", ", results) + "], \"status\": \"OK\", \"request_id\": \"r\"}";
    }
}
