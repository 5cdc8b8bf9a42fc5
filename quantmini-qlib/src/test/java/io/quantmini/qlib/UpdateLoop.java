package io.quantmini.qlib;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** A program that extends a directory by one session after the other, until it is killed or there are no more. */
final class UpdateLoop {
    static final List<LocalDate> SESSIONS =
            TradingCalendar.nyse().sessions(SessionRange.of("2024-01-02", "2024-12-31"));
    private static final int TICKERS = 40;

    private UpdateLoop() {}

    /** Arguments: the directory's parent and the number of the session to begin with. */
    public static void main(String[] arguments) {
        Gold gold = gold(Path.of(arguments[0]));
        for (int last = Integer.parseInt(arguments[1]); last < SESSIONS.size(); last++) {
            System.out.println(last + " " + update(gold, last));
        }
    }

    static Gold gold(Path parent) {
        return new Gold(parent, "stocks_daily", Dataset.STOCKS_DAILY)
                .fields(List.of("close", "change"))
                .digestOfRows();
    }

    /** Makes the directory hold the sessions up to one. */
    static String update(Gold gold, int last) {
        return gold.sessions(new SessionRange(SESSIONS.get(0), SESSIONS.get(last)))
                .update(rows(last))
                .outcome()
                .name();
    }

    /** The close of a ticker, which has the session's number in it; 0 where it does not trade. */
    static float close(int ticker, int session) {
        boolean trades = session >= ticker / 2 && (session + ticker) % 5 != 0;
        return trades ? 1 + session + 1000f * ticker : 0;
    }

    static String ticker(int number) {
        return "T" + (char) ('A' + number / 26) + (char) ('A' + number % 26);
    }

    static int tickers() {
        return TICKERS;
    }

    private static SilverRows rows(int last) {
        SilverRows rows = new SilverRows(Dataset.STOCKS_DAILY).batches(1000);
        for (int session = 0; session <= last; session++) {
            for (int ticker = 0; ticker < TICKERS; ticker++) {
                if (close(ticker, session) > 0) {
                    rows.day(ticker(ticker), SESSIONS.get(session).toString(), close(ticker, session));
                }
            }
        }
        return rows;
    }
}
