package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.ContentDigest;
import io.quantmini.lake.Lake;
import io.quantmini.lake.Layer;
import io.quantmini.lake.LedgerEntry;
import io.quantmini.lake.PartitionException;
import io.quantmini.market.AdjustmentFactors;
import io.quantmini.market.CorporateActions;
import io.quantmini.market.Dataset;
import io.quantmini.market.Dividend;
import io.quantmini.market.FactorSpan;
import io.quantmini.market.SecurityMap;
import io.quantmini.market.SecuritySpan;
import io.quantmini.market.Split;
import io.quantmini.market.TradingCalendar;
import io.quantmini.stage.PartitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a program that answers questions needs of a lake besides its files: what reads them, and what its reference tables
 * say, as of now. Tables are read again when they changed; factors are computed security by security, when first asked for
 * on a state of daily bars. Safe for use by several threads; closed by whoever opened it.
 */
public final class LakeAccess implements AutoCloseable {
    private static final List<String> TABLES = List.of("securities", "splits", "dividends");

    private final OpenLake open;
    private String version = "";
    private @Nullable Reference reference;
    private final Map<String, List<FactorSpan>> factors = new HashMap<>();

    private LakeAccess(OpenLake open) {
        this.open = open;
    }

    /** With the implementations that are registered. */
    public static LakeAccess open(QuantminiContext context, Lake lake) {
        return new LakeAccess(new OpenLake(context, lake, new Stages(context, Map.of(), Map.of())));
    }

    public Lake lake() {
        return open.lake();
    }

    public TradingCalendar calendar() {
        return open.context().calendar();
    }

    public PartitionReader reader() {
        return open.stages().reader();
    }

    /** Which security a ticker names; without a table, each its own. */
    public synchronized SecurityMap securities() {
        return current().securities();
    }

    /** A security's factors by date, from its splits, dividends and daily closes; before the first the factor is 1. */
    public synchronized List<FactorSpan> factors(String securityId) {
        Reference now = current();
        List<FactorSpan> spans = factors.get(securityId);
        if (spans == null) {
            spans = compute(now, securityId);
            factors.put(securityId, spans);
        }
        return spans;
    }

    /** Names what {@link #securities} and {@link #factors} depend on: while it is the same, so are they. */
    public synchronized String version() {
        current();
        return version;
    }

    @Override
    public void close() {
        open.stages().close();
    }

    private Reference current() {
        String now = stamp();
        Reference known = reference;
        if (known == null || !now.equals(version)) {
            known = new ReferenceTables(
                            open.lake(), open.stages().tables(), open.context().allocator())
                    .read();
            reference = known;
            version = now;
            factors.clear();
        }
        return known;
    }

    /** The tables are replaced whole; daily bars are named by their units. */
    private String stamp() {
        StringBuilder text = new StringBuilder();
        for (String table : TABLES) {
            Path file = open.lake().paths().metadata().resolve("stocks").resolve(table + ".parquet");
            try {
                text.append(Files.getLastModifiedTime(file).toMillis())
                        .append('.')
                        .append(Files.size(file))
                        .append(';');
            } catch (NoSuchFileException e) {
                text.append("none;");
            } catch (IOException e) {
                throw new PartitionException(file.toString(), null, "cannot read: " + e, e);
            }
        }
        for (LedgerEntry unit : open.lake().catalog().units(Dataset.STOCKS_DAILY, Layer.BRONZE, null)) {
            text.append(unit.unit());
        }
        return ContentDigest.of(text.toString());
    }

    private List<FactorSpan> compute(Reference now, String securityId) {
        SecurityMap securities = now.securities();
        Set<String> tickers = new TreeSet<>();
        securities.security(securityId).spans().stream()
                .map(SecuritySpan::ticker)
                .forEach(tickers::add);
        List<Split> splits = now.splits().stream()
                .filter(split -> tickers.contains(split.ticker()))
                .toList();
        List<Dividend> dividends = now.dividends().stream()
                .filter(dividend -> tickers.contains(dividend.ticker()))
                .toList();
        if (splits.isEmpty() && dividends.isEmpty()) {
            return List.of();
        }
        CorporateActions actions = CorporateActions.of(securities, splits, dividends);
        return AdjustmentFactors.of(actions, ClosingPrices.load(open, securities, tickers))
                .spans(securityId);
    }
}
