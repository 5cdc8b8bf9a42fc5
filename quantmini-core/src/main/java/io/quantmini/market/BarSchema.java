package io.quantmini.market;

import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The Arrow schemas of bars: as decoded (candidate) and as admitted (bronze). All columns are required. Prices are US
 * dollars, unadjusted; volume is shares or contracts; times are the bar's start in UTC.
 */
public final class BarSchema {
    public static final String TICKER = "ticker";
    public static final String SYMBOL = "symbol";
    public static final String UNDERLYING = "underlying";
    public static final String EXPIRATION_DATE = "expiration_date";
    public static final String CONTRACT_TYPE = "contract_type";
    public static final String STRIKE_PRICE = "strike_price";
    public static final String DATE = "date";
    public static final String TIMESTAMP = "timestamp";
    public static final String WINDOW_START = "window_start";
    public static final String OPEN = "open";
    public static final String HIGH = "high";
    public static final String LOW = "low";
    public static final String CLOSE = "close";
    public static final String VOLUME = "volume";
    public static final String TRANSACTIONS = "transactions";

    private static final ArrowType UTF8 = ArrowType.Utf8.INSTANCE;
    private static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
    private static final ArrowType INT32 = new ArrowType.Int(32, true);
    private static final ArrowType INT64 = new ArrowType.Int(64, true);
    private static final ArrowType DAY = new ArrowType.Date(DateUnit.DAY);
    private static final ArrowType MICROS_UTC = new ArrowType.Timestamp(TimeUnit.MICROSECOND, "UTC");

    private static final Schema CANDIDATE = new Schema(List.of(
            required(TICKER, UTF8),
            required(VOLUME, DOUBLE),
            required(OPEN, DOUBLE),
            required(CLOSE, DOUBLE),
            required(HIGH, DOUBLE),
            required(LOW, DOUBLE),
            required(WINDOW_START, INT64),
            required(TRANSACTIONS, INT32)));

    private static final Schema STOCKS = new Schema(List.of(
            required(SYMBOL, UTF8),
            required(DATE, DAY),
            required(TIMESTAMP, MICROS_UTC),
            required(OPEN, DOUBLE),
            required(HIGH, DOUBLE),
            required(LOW, DOUBLE),
            required(CLOSE, DOUBLE),
            required(VOLUME, DOUBLE),
            required(TRANSACTIONS, INT32)));

    private static final Schema OPTIONS = new Schema(List.of(
            required(TICKER, UTF8),
            required(UNDERLYING, UTF8),
            required(EXPIRATION_DATE, DAY),
            required(CONTRACT_TYPE, UTF8),
            required(STRIKE_PRICE, DOUBLE),
            required(DATE, DAY),
            required(TIMESTAMP, MICROS_UTC),
            required(OPEN, DOUBLE),
            required(HIGH, DOUBLE),
            required(LOW, DOUBLE),
            required(CLOSE, DOUBLE),
            required(VOLUME, DOUBLE),
            required(TRANSACTIONS, INT32)));

    private BarSchema() {}

    /** Rows as a file gives them, in the vendor's column order; {@code window_start} in epoch nanoseconds. */
    public static Schema candidate() {
        return CANDIDATE;
    }

    /** Rows as bronze holds them; {@code timestamp} in epoch microseconds, {@code date} the session. */
    public static Schema bronze(Dataset dataset) {
        return dataset.isOptions() ? OPTIONS : STOCKS;
    }

    /** The column that bronze is sorted by before time: {@code symbol} for stocks, {@code ticker} for options. */
    public static String keyColumn(Dataset dataset) {
        return dataset.isOptions() ? TICKER : SYMBOL;
    }

    /** The column whose value names a settled partition: {@code symbol} for stocks, {@code underlying} for options. */
    public static String partitionColumn(Dataset dataset) {
        return dataset.isOptions() ? UNDERLYING : SYMBOL;
    }

    private static Field required(String name, ArrowType type) {
        return new Field(name, FieldType.notNullable(type), null);
    }
}
