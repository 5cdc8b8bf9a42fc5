package io.quantmini.admission;

import io.quantmini.lake.SymbolPath;
import io.quantmini.lake.SymbolPathException;
import io.quantmini.market.Dataset;
import io.quantmini.market.OptionTickerCode;
import io.quantmini.stage.RowFault;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate row is a sane bar of its session. Finite numbers and well-formed tickers are the decoder's duty; they
 * are looked at again, so that no decoder can skip them.
 */
final class MarketRules {
    static final double MAX_VOLUME = 1L << 53;

    private static final long NANOS_PER_MINUTE = 60_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    /** A path segment has at most three characters for each byte. */
    private static final int ALWAYS_FITS_PATH = SymbolPath.MAX_LENGTH / 3;

    private final Dataset dataset;
    private final SessionWindow window;
    private final long sessionDay;

    MarketRules(Dataset dataset, LocalDate session) {
        this.dataset = dataset;
        this.window = SessionWindow.of(session);
        this.sessionDay = session.toEpochDay();
    }

    Dataset dataset() {
        return dataset;
    }

    /** When a bar may start. */
    StartGrid starts() {
        return new StartGrid(window, dataset.isMinute() ? NANOS_PER_MINUTE : NANOS_PER_MICRO);
    }

    /** What is wrong with the ticker of a run, or null. */
    @Nullable
    RowFault ofTicker(BlockTickers tickers, int run) {
        int row = tickers.run(run);
        byte[] text = tickers.text().bytes();
        int from = tickers.text().start(row);
        int length = tickers.text().length(row);
        if (!dataset.isOptions()) {
            boolean sound = TickerSyntax.isTicker(text, from, from + length) && fitsPath(text, from, length);
            return sound ? null : RowFault.BAD_TICKER;
        }
        long code = tickers.contract(run);
        if (code < 0) {
            return TickerSyntax.isTicker(text, from, from + length) ? RowFault.BAD_CONTRACT : RowFault.BAD_TICKER;
        }
        if (!fitsPath(text, from + OptionTickerCode.ROOT_OFFSET, OptionTickerCode.rootLength(length))) {
            return RowFault.BAD_TICKER;
        }
        return OptionTickerCode.expirationEpochDay(code) < sessionDay ? RowFault.EXPIRED_CONTRACT : null;
    }

    /** The first thing wrong with a row, or null; {@code tickerFault} is what is wrong with its ticker. */
    @Nullable
    RowFault ofRow(CandidateBlock block, int row, @Nullable RowFault tickerFault) {
        if (tickerFault == RowFault.BAD_TICKER) {
            return tickerFault;
        }
        RowFault fault = ofValues(block, row);
        if (fault == null) {
            fault = ofTime(block.windowStart()[row]);
        }
        return fault == null ? tickerFault : fault;
    }

    private static @Nullable RowFault ofValues(CandidateBlock block, int row) {
        double open = Double.longBitsToDouble(block.open()[row]);
        double high = Double.longBitsToDouble(block.high()[row]);
        double low = Double.longBitsToDouble(block.low()[row]);
        double close = Double.longBitsToDouble(block.close()[row]);
        double volume = Double.longBitsToDouble(block.volume()[row]);
        if (!(Double.isFinite(open) && Double.isFinite(high) && Double.isFinite(low) && Double.isFinite(close))) {
            return RowFault.BAD_NUMBER;
        }
        if (!Double.isFinite(volume) || block.transactions()[row] < 0) {
            return RowFault.BAD_NUMBER;
        }
        if (open < 0 || high < 0 || low < 0 || close < 0) {
            return RowFault.NEGATIVE_PRICE;
        }
        if (volume < 0) {
            return RowFault.NEGATIVE_VOLUME;
        }
        if (volume > MAX_VOLUME) {
            return RowFault.VOLUME_TOO_LARGE;
        }
        return low <= Math.min(open, close) && Math.max(open, close) <= high ? null : RowFault.PRICE_ORDER;
    }

    private @Nullable RowFault ofTime(long nanos) {
        if (!window.contains(nanos)) {
            return RowFault.TIME_OUTSIDE_SESSION;
        }
        if (dataset.isMinute() && nanos % NANOS_PER_MINUTE != 0) {
            return RowFault.NOT_ON_MINUTE;
        }
        return nanos % NANOS_PER_MICRO != 0 ? RowFault.NOT_ON_MICROSECOND : null;
    }

    /** Whether the partition of the symbol can have a directory: one row must not stop the commit of its month. */
    private static boolean fitsPath(byte[] text, int from, int length) {
        if (length <= ALWAYS_FITS_PATH) {
            return true;
        }
        try {
            return !SymbolPath.encode(new String(text, from, length, StandardCharsets.US_ASCII))
                    .isEmpty();
        } catch (SymbolPathException e) {
            return false;
        }
    }
}
