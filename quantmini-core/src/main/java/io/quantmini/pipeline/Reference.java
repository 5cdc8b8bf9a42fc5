package io.quantmini.pipeline;

import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dividend;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.Split;
import java.util.List;

/**
 * What the lake's reference tables say.
 *
 * @param securities identities
 * @param splits as filed
 * @param dividends as filed
 */
record Reference(SecurityMap securities, List<Split> splits, List<Dividend> dividends) {
    boolean sameAs(Reference other) {
        return securities.spans().equals(other.securities.spans())
                && splits.equals(other.splits)
                && dividends.equals(other.dividends);
    }

    CorporateActions actions() {
        return CorporateActions.of(securities, splits, dividends);
    }

    /** The factors over the closes that bronze has now. */
    AdjustmentFactors factors(OpenLake open) {
        CorporateActions actions = actions();
        return AdjustmentFactors.of(actions, ClosingPrices.load(open, securities, actions));
    }
}
