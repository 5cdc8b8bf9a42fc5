package io.quantmini.features.internal;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.util.HashMap;
import java.util.Map;

/**
 * What was traded of the contracts of each underlying and expiration date, by session. Contracts of one chain share their
 * ticker but for its last nine characters, and a block holds all of a chain.
 */
final class ChainVolumes {
    private final Map<String, Map<Integer, double[]>> byChain = new HashMap<>();

    /** Of the block's rows in the calendar, added up in the order of tickers and times. */
    static ChainVolumes of(RowBlock block, Sessions sessions) {
        RowBlock layout = RowBlock.of(Dataset.OPTIONS_DAILY);
        int[] days = block.ints(layout.place(BarSchema.DATE));
        double[] volumes = block.doubles(layout.place(BarSchema.VOLUME));
        ChainVolumes chains = new ChainVolumes();
        for (Run run : block.runs()) {
            int type = OptionSeries.isCall(run.key()) ? 0 : 1;
            Map<Integer, double[]> chain = chains.byChain.computeIfAbsent(chain(run.key()), key -> new HashMap<>());
            for (int row = run.from(); row < run.to(); row++) {
                if (sessions.number(days[row]) >= 0) {
                    chain.computeIfAbsent(days[row], day -> new double[2])[type] += volumes[row];
                }
            }
        }
        return chains;
    }

    /** What all contracts of a chain have in common: all of the ticker but C or P and the strike price. */
    static String chain(String ticker) {
        return ticker.substring(0, ticker.length() - OptionSeries.AFTER_EXPIRATION);
    }

    double calls(String chain, int day) {
        return volume(chain, day, 0);
    }

    double puts(String chain, int day) {
        return volume(chain, day, 1);
    }

    private double volume(String chain, int day, int type) {
        return byChain.getOrDefault(chain, Map.of()).getOrDefault(day, new double[2])[type];
    }
}
