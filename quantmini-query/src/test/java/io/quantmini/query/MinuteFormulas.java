package io.quantmini.query;

import io.quantmini.feature.NormalDistribution;
import io.quantmini.query.Bars.Bar;
import io.quantmini.query.Bars.Trade;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The minute features as their authors write them, over the bars of one ticker and session. */
final class MinuteFormulas {
    private MinuteFormulas() {}

    static Map<String, Series> of(List<Bar> bars, double factor) {
        Series open = series(bars, trade -> trade.open() * factor);
        Series high = series(bars, trade -> trade.high() * factor);
        Series low = series(bars, trade -> trade.low() * factor);
        Series close = series(bars, trade -> trade.close() * factor);
        Series volume = series(bars, trade -> trade.volume() / factor);
        Series trades = series(bars, Trade::transactions);
        Series typical = high.plus(low).plus(close).map(x -> x / 3);
        Series change = close.minus(close.back(1));
        Series change1 = close.over(close.back(1)).log();
        Series vwap = volume.times(typical).total().over(volume.total());
        Series first = series(bars, trade -> bars.get(0).trade().open() * factor);
        Map<String, Series> formulas = new LinkedHashMap<>();
        formulas.put("minute_return", close.over(open).map(x -> x - 1));
        formulas.put("returns_1min", change1);
        formulas.put("returns_5min", close.over(close.back(5)).log());
        formulas.put("alpha_minute", change1.map(x -> -x));
        formulas.put("price_velocity", close.minus(close.back(5)).map(x -> x / 5));
        formulas.put("vwap_intraday", vwap);
        formulas.put("vwap_distance", close.minus(vwap).over(vwap));
        formulas.put("intraday_momentum", close.over(first).map(x -> x - 1));
        formulas.put("minute_volume_ratio", volume.over(volume.mean(20).back(1)));
        formulas.put("volatility_5min", change1.std(5));
        formulas.put("spread", high.minus(low).over(close));
        formulas.put("typical_price", typical);
        formulas.put("avg_trade_size", volume.over(trades));
        formulas.put("bid_ask_spread", corwinSchultz(high, low));
        formulas.put(
                "volume_imbalance",
                volume.with(change.over(change.std(50)), (v, z) -> v * (2 * NormalDistribution.cumulative(z) - 1)));
        return formulas;
    }

    private static Series corwinSchultz(Series high, Series low) {
        Series squares = high.over(low).log().map(x -> x * x);
        Series beta = squares.plus(squares.back(1));
        Series gamma = high.with(high.back(1), Math::max)
                .over(low.with(low.back(1), Math::min))
                .log()
                .map(x -> x * x);
        double k = 3 - 2 * Math.sqrt(2);
        Series alpha = beta.with(gamma, (b, g) -> (Math.sqrt(2 * b) - Math.sqrt(b)) / k - Math.sqrt(g / k));
        return alpha.map(a -> Math.max(0, 2 * (Math.exp(a) - 1) / (1 + Math.exp(a))));
    }

    private static Series series(List<Bar> bars, ToDoubleFunction<Trade> field) {
        @Nullable Double[] values = new Double[bars.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = field.applyAsDouble(bars.get(i).trade());
        }
        return new Series(values);
    }
}
