package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.stage.QlibRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program that extends a directory is killed while another reads. By default it happens five times;
 * {@code -Dquantmini.qlib.kills=50} takes more.
 */
class QlibKillTest {
    private static final int KILLS = Integer.getInteger("quantmini.qlib.kills", 5);

    @TempDir
    private Path lake;

    @Test
    void killed_at_any_moment_it_leaves_a_state_and_goes_on() throws Exception {
        Gold gold = UpdateLoop.gold(lake.resolve("killed"));
        UpdateLoop.update(gold, 0);
        Random random = new Random(7);
        int last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process program = start(last + 1);
            try {
                int seen = 0;
                BufferedReader output = program.inputReader(StandardCharsets.UTF_8);
                String line = output.readLine();
                assertThat(line).endsWith(" EXTENDED");
                // Some more reads, at each of which the directory is in some state, and then the end.
                for (int reads = 1 + random.nextInt(30); reads > 0; reads--) {
                    seen = Math.max(seen, sessionsSeen(gold));
                }
            } finally {
                program.destroyForcibly().waitFor();
            }
            int left = sessionsSeen(gold);
            assertThat(left).isGreaterThan(last + 1);
            last = left - 1;
            assertThat(sessionsSeen(gold)).isEqualTo(left);
        }
        last++;
        UpdateLoop.update(gold, last);
        Gold anew = UpdateLoop.gold(lake.resolve("anew")).mode(QlibRequest.Mode.REBUILD);
        UpdateLoop.update(anew, last);
        assertThat(gold.everything()).isEqualTo(anew.everything());
    }

    /** Opens the directory, holds all it sees against what that many sessions have, and gives their number. */
    private static int sessionsSeen(Gold gold) {
        QlibBinaryReader reader = QlibBinaryReader.open(gold.path(""));
        int sessions = reader.entries();
        List<String> expected = new ArrayList<>();
        for (int ticker = 0; ticker < UpdateLoop.tickers(); ticker++) {
            List<Float> closes = closes(ticker, sessions);
            if (!closes.isEmpty()) {
                String name = UpdateLoop.ticker(ticker);
                expected.add(name);
                List<Float> found = new ArrayList<>();
                for (float value : reader.read(name, "close").values()) {
                    found.add(value);
                }
                assertThat(found).as("%s after %d sessions", name, sessions).isEqualTo(closes);
            }
        }
        assertThat(reader.instruments()).isEqualTo(expected);
        return sessions;
    }

    /** The values of a ticker from its first to its last bar. */
    private static List<Float> closes(int ticker, int sessions) {
        List<Float> closes = new ArrayList<>();
        int bars = 0;
        for (int session = 0; session < sessions; session++) {
            float close = UpdateLoop.close(ticker, session);
            if (close > 0 || !closes.isEmpty()) {
                closes.add(close > 0 ? close : Float.NaN);
            }
            bars = close > 0 ? closes.size() : bars;
        }
        return closes.subList(0, bars);
    }

    private Process start(int session) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UpdateLoop.class.getName(),
                        lake.resolve("killed").toString(),
                        String.valueOf(session)))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
