package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.market.Dataset;
import io.quantmini.market.Evidence;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import io.quantmini.market.Universe;
import io.quantmini.market.Universe.Member;
import io.quantmini.stage.QlibRequest;
import io.quantmini.stage.QlibResult.Outcome;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random schedules of updates: after each the directory is the one that is written anew from the same rows. By default there
 * are five; {@code -Dquantmini.qlib.schedules=50} takes more, {@code -Dquantmini.qlib.seed=…} others.
 */
class QlibScheduleTest {
    private static final int SCHEDULES = Integer.getInteger("quantmini.qlib.schedules", 5);
    private static final long SEED = Long.getLong("quantmini.qlib.seed", 20240102L);
    private static final int STEPS = 30;
    private static final List<String> TICKERS = List.of("AAA", "BBB", "CCC", "DDD", "NA", "TpA", "ZZZ");
    private static final List<LocalDate> SESSIONS =
            TradingCalendar.nyse().sessions(SessionRange.of("2023-01-03", "2024-12-31"));
    private static final List<List<String>> FIELDS =
            List.of(List.of("close", "change", "volume"), List.of("close", "volume"));

    @TempDir
    private Path lake;

    @Test
    void after_each_update_the_directory_is_the_one_that_is_written_anew() {
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        for (int schedule = 0; schedule < SCHEDULES; schedule++) {
            new Schedule(
                            lake.resolve("s" + schedule),
                            schedule,
                            schedule % 3 == 2 ? Dataset.STOCKS_MINUTE : Dataset.STOCKS_DAILY)
                    .run(outcomes);
        }
        assertThat(outcomes.get(Outcome.EXTENDED)).isGreaterThan(SCHEDULES * STEPS / 2);
        assertThat(outcomes.get(Outcome.REBUILT)).isGreaterThan(SCHEDULES);
    }

    private static final class Schedule {
        private final int number;
        private final Dataset dataset;
        private final Random random;
        private final Gold gold;
        private final Gold anew;
        private final List<Row> rows = new ArrayList<>();
        private final List<SecuritySpan> spans = new ArrayList<>();
        private int last;

        private record Row(String ticker, int session, int minute, double price, double factor) {}

        Schedule(Path parent, int number, Dataset dataset) {
            this.number = number;
            this.dataset = dataset;
            this.random = new Random(SEED + number);
            this.gold = new Gold(parent.resolve("updated"), dataset.name(), dataset).digestOfRows();
            this.anew = new Gold(parent.resolve("anew"), dataset.name(), dataset).digestOfRows();
            fields(0);
            trade(0);
        }

        void run(Map<Outcome, Integer> outcomes) {
            for (int step = 0; step < STEPS; step++) {
                String did = step == 0 ? "first" : change();
                SessionRange range = new SessionRange(SESSIONS.get(0), SESSIONS.get(last));
                SilverRows silver = silver();
                Outcome outcome = gold.sessions(range).update(silver).outcome();
                outcomes.merge(outcome, 1, Integer::sum);
                anew.sessions(range).mode(QlibRequest.Mode.REBUILD).update(silver);
                assertThat(gold.everything())
                        .as("schedule %d, step %d: %s, %s", number, step, did, outcome)
                        .isEqualTo(anew.everything());
            }
        }

        private String change() {
            int dice = random.nextInt(20);
            if (dice < 1) {
                Row old = rows.get(random.nextInt(rows.size()));
                rows.remove(old);
                rows.add(new Row(old.ticker(), old.session(), old.minute(), old.price() + 1, old.factor()));
                return "correction";
            }
            if (dice < 2) {
                fields(random.nextInt(FIELDS.size()));
                return "fields";
            }
            if (dice < 3) {
                return identity();
            }
            if (dice < 5) {
                String ticker = ticker();
                Universe index = new Universe(
                        random.nextBoolean() ? "one" : "two",
                        List.of(new Member(ticker, SESSIONS.get(random.nextInt(last + 1)), null)));
                gold.indexes(index);
                anew.indexes(index);
                return "index";
            }
            int gap = dice == 5 ? 60 + random.nextInt(5) : random.nextInt(3);
            int sessions = 1 + random.nextInt(3);
            for (int session = 0; session < sessions && last + gap + 1 < SESSIONS.size(); session++) {
                last += session == 0 ? gap + 1 : 1;
                trade(last);
            }
            return sessions + " sessions after " + gap;
        }

        /** A ticker passes from the security that has it to another. */
        private String identity() {
            String ticker = ticker();
            if (spans.stream().anyMatch(span -> span.ticker().equals(ticker)) || last + 2 >= SESSIONS.size()) {
                return "nothing";
            }
            LocalDate end = SESSIONS.get(last + random.nextInt(2));
            spans.add(SecuritySpan.user("old " + ticker, ticker, null, end));
            if (random.nextBoolean()) {
                spans.add(SecuritySpan.user("new " + ticker, ticker, end.plusDays(1), null));
            } else {
                spans.add(new SecuritySpan(ticker + "@" + end, ticker, end.plusDays(1), null, Evidence.NONE));
            }
            SecurityMap known = SecurityMap.ofSpans(spans);
            gold.securities(known);
            anew.securities(known);
            return "identity of " + ticker;
        }

        private void fields(int set) {
            gold.fields(FIELDS.get(set));
            anew.fields(FIELDS.get(set));
        }

        /** Some tickers trade, few of them long after they did, so that some stop and come back. */
        private void trade(int session) {
            for (int at = 0; at < TICKERS.size(); at++) {
                boolean often = at < 3;
                if (random.nextInt(10) < (often ? 9 : 2)) {
                    int bars = dataset.isMinute() ? 1 + random.nextInt(3) : 1;
                    for (int bar = 0; bar < bars; bar++) {
                        int minute = 100 * bar + random.nextInt(100);
                        double factor = 1 + session / 50;
                        rows.add(new Row(TICKERS.get(at), session, minute, 1 + random.nextInt(1000) / 7.0, factor));
                    }
                }
            }
            if (rows.isEmpty()) {
                rows.add(new Row("AAA", session, 0, 1, 1));
            }
        }

        private String ticker() {
            return TICKERS.get(random.nextInt(TICKERS.size()));
        }

        private SilverRows silver() {
            SilverRows silver = new SilverRows(dataset);
            for (Row row : rows) {
                LocalDate date = SESSIONS.get(row.session());
                if (dataset.isMinute()) {
                    silver.minute(row.ticker(), date, LocalTime.of(9, 30).plusMinutes(row.minute()), row.price());
                } else {
                    silver.day(row.ticker(), date.toString(), row.price(), Map.of("factor", row.factor()));
                }
            }
            return silver;
        }
    }
}
