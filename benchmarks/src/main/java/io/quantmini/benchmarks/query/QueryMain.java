package io.quantmini.benchmarks.query;

import io.quantmini.Quantmini;
import io.quantmini.QuantminiContext;
import io.quantmini.batch.Bar;
import io.quantmini.batch.BarCursor;
import io.quantmini.batch.BatchStream;
import io.quantmini.benchmarks.PeakMemory;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.LakeAccess;
import io.quantmini.query.CacheSettings;
import io.quantmini.query.DuckDbQueryEngine;
import io.quantmini.query.QuerySettings;
import io.quantmini.stage.BarQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Answers a list of questions for bars, one after the other, and prints a line of JSON a kind of question; or one statement.
 *
 * <pre>{@code
 * java -cp benchmarks/target/quantmini-benchmarks.jar:benchmarks/target/lib/* io.quantmini.benchmarks.query.QueryMain LAKE \
 *     QUESTIONS.csv ANSWERS.csv
 * … QueryMain LAKE --sql "SELECT …" REPEAT
 * }</pre>
 *
 * A question is {@code kind,symbol,from,to}; an answer has the number of bars and the sum of their closes after it. All are
 * asked twice before they are timed, in another order, so that code is compiled and files were compared with their manifests.
 * No answer is kept for that; then each is asked twice in a row of an engine that keeps answers, and the second is timed.
 */
public final class QueryMain {
    private static final int WARM_UPS = 2;

    private QueryMain() {}

    private record Question(String kind, String symbol, SessionRange range) {
        static Question parse(String line) {
            String[] parts = line.split(",", -1);
            return new Question(parts[0], parts[1], SessionRange.of(parts[2], parts[3]));
        }

        BarQuery query() {
            return BarQuery.of(Dataset.STOCKS_MINUTE, symbol).during(range);
        }
    }

    private record Answer(long bars, double closes) {}

    /** Asks. */
    public static void main(String[] words) throws IOException {
        try (Quantmini quantmini = Quantmini.open(Path.of(words[0]))) {
            if (words[1].equals("--sql")) {
                try (DuckDbQueryEngine engine = engine(quantmini, CacheSettings.NONE)) {
                    statement(engine, quantmini, words[2], Integer.parseInt(words[3]));
                }
                return;
            }
            List<Question> questions = Files.readAllLines(Path.of(words[1])).stream()
                    .map(Question::parse)
                    .toList();
            List<String> lines = new ArrayList<>();
            for (String kind : questions.stream().map(Question::kind).distinct().toList()) {
                List<Question> ofKind = questions.stream()
                        .filter(question -> question.kind().equals(kind))
                        .toList();
                lines.addAll(time(quantmini, kind, ofKind));
            }
            Files.write(Path.of(words[2]), lines);
        }
    }

    private static DuckDbQueryEngine engine(Quantmini quantmini, CacheSettings cache) {
        QuantminiContext context = quantmini.context();
        QuerySettings settings = new QuerySettings(
                context.budget().duckDbMemoryBytes(),
                context.budget().threads(),
                Path.of(System.getProperty("java.io.tmpdir")));
        return DuckDbQueryEngine.open(LakeAccess.open(context, quantmini.lake()), settings, cache);
    }

    private static List<String> time(Quantmini quantmini, String kind, List<Question> questions) throws IOException {
        List<String> lines = new ArrayList<>();
        double[] millis = new double[questions.size()];
        long bars = 0;
        try (DuckDbQueryEngine engine = engine(quantmini, CacheSettings.NONE)) {
            for (int pass = 0; pass < WARM_UPS; pass++) {
                for (int i = questions.size() - 1; i >= 0; i--) {
                    ask(engine, quantmini, questions.get(i));
                }
            }
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                Answer answer = ask(engine, quantmini, questions.get(i));
                millis[i] = (System.nanoTime() - start) / 1e6;
                bars += answer.bars();
                lines.add(line(questions.get(i), answer));
            }
        }
        print(kind, millis, bars);
        try (DuckDbQueryEngine engine = engine(quantmini, new CacheSettings(64L << 20, Duration.ofMinutes(10)))) {
            for (int i = 0; i < millis.length; i++) {
                ask(engine, quantmini, questions.get(i));
                long start = System.nanoTime();
                ask(engine, quantmini, questions.get(i));
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        print(kind + ", cached", millis, bars);
        return lines;
    }

    private static String line(Question question, Answer answer) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%d,%.4f",
                question.kind(),
                question.symbol(),
                question.range().from(),
                question.range().to(),
                answer.bars(),
                answer.closes());
    }

    private static Answer ask(DuckDbQueryEngine engine, Quantmini quantmini, Question question) {
        long bars = 0;
        double closes = 0;
        try (BarCursor cursor =
                new BarCursor(engine.bars(question.query(), quantmini.context().allocator()))) {
            Bar bar = cursor.bar();
            while (cursor.next()) {
                bars++;
                closes += bar.close();
            }
        }
        return new Answer(bars, closes);
    }

    private static void statement(DuckDbQueryEngine engine, Quantmini quantmini, String select, int repeat)
            throws IOException {
        double[] millis = new double[repeat];
        long rows = 0;
        for (int i = 0; i < repeat; i++) {
            long start = System.nanoTime();
            try (BatchStream stream =
                    engine.sql(select, List.of(), quantmini.context().allocator())) {
                while (stream.advance()) {
                    rows += stream.batch().getRowCount();
                }
            }
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        print("statement", millis, rows);
    }

    private static void print(String kind, double[] millis, long bars) throws IOException {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "{\"peer\": \"quantmini\", \"task\": \"%s\", \"queries\": %d, \"rows\": %d, \"p50_ms\": %.3f, \"p99_ms\": %.3f,"
                        + " \"max_ms\": %.3f, \"peak_rss_mib\": %d}%n",
                kind,
                sorted.length,
                bars,
                sorted[sorted.length / 2],
                sorted[sorted.length * 99 / 100],
                sorted[sorted.length - 1],
                PeakMemory.residentKib() / 1024);
    }
}
