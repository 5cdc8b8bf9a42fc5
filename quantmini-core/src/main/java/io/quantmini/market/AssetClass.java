package io.quantmini.market;

/** What a dataset's tickers name. */
public enum AssetClass {
    STOCKS,
    OPTIONS
}
