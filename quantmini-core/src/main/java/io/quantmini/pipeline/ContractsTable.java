package io.quantmini.pipeline;

import io.quantmini.market.BarSchema;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The rows of {@code metadata/options/contracts}, by ticker: from bronze {@code options_daily}. A contract was first and
 * last seen on the dates of its first and last bar; {@code sessions} counts its bars.
 */
final class ContractsTable implements RowBatches.Rows {
    static final Schema SCHEMA = RowBatches.schema(
            RowBatches.text("ticker"),
            RowBatches.text("underlying"),
            RowBatches.date("expiration_date"),
            RowBatches.text("contract_type"),
            RowBatches.number("strike_price"),
            RowBatches.date("first_seen"),
            RowBatches.date("last_seen"),
            RowBatches.integer("sessions", 32));
    static final List<String> COLUMNS = List.of(
            BarSchema.TICKER,
            BarSchema.TIMESTAMP,
            BarSchema.UNDERLYING,
            BarSchema.EXPIRATION_DATE,
            BarSchema.CONTRACT_TYPE,
            BarSchema.STRIKE_PRICE,
            BarSchema.DATE);
    private static final int UNDERLYING = 2;
    private static final int EXPIRATION = 3;
    private static final int TYPE = 4;
    private static final int STRIKE = 5;
    private static final int DATE = 6;

    private final SortedRows bars;
    private boolean more;

    ContractsTable(SortedRows bars) {
        this.bars = bars;
        this.more = bars.next();
    }

    @Override
    public boolean next(RowBatches.Row row) {
        if (!more) {
            return false;
        }
        row.text(bars.text(0)).text(bars.text(UNDERLYING)).day(bars.day(EXPIRATION));
        row.text(bars.text(TYPE)).number(bars.number(STRIKE)).day(bars.day(DATE));
        int sessions = 0;
        int last;
        do {
            last = bars.day(DATE);
            sessions++;
            more = bars.next();
        } while (more && !bars.startsKey());
        row.day(last).integer(sessions);
        return true;
    }
}
