package io.quantmini.market;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An option ticker read into one {@code long}, for loops over millions of rows: no allocation and no exception. The
 * ticker is {@code O:}, the root, and 15 characters parsed from the right: YYMMDD of the expiration (2000 to 2099),
 * {@code C} or {@code P}, and the strike in thousandths of a dollar in 8 digits.
 *
 * <p>A code of 0 or more holds expiration, contract type and strike; the root is what lies between. A negative code says
 * what is wrong. All methods are pure functions.
 */
public final class OptionTickerCode {
    /** The text does not have the form of an option ticker. */
    public static final long MALFORMED = -1;
    /** The text has the form, but its expiration is no calendar date. */
    public static final long NO_SUCH_DATE = -2;
    /** Where the root starts in a ticker. */
    public static final int ROOT_OFFSET = 2;

    /** Characters after the root. */
    static final int TAIL_LENGTH = 15;

    private static final int DATE_LENGTH = 6;
    private static final int STRIKE_BITS = 27;
    private static final int EXPIRATION_SHIFT = STRIKE_BITS + 1;
    private static final int EPOCH_DAY_2000 = 10_957;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long TWO_ZEROS = 0x3030L;
    private static final long EIGHT_ZEROS = 0x3030_3030_3030_3030L;
    private static final long EIGHT_SIXES = 0x0606_0606_0606_0606L;
    private static final long HIGH_NIBBLES = 0xf0f0_f0f0_f0f0_f0f0L;

    private OptionTickerCode() {}

    /** The code of the ASCII text at {@code bytes[offset .. offset + length)}, or why there is none. */
    public static long of(byte[] bytes, int offset, int length) {
        int rootEnd = offset + length - TAIL_LENGTH;
        if (rootEnd <= offset + ROOT_OFFSET || bytes[offset] != 'O' || bytes[offset + 1] != ':') {
            return MALFORMED;
        }
        for (int i = offset + ROOT_OFFSET; i < rootEnd; i++) {
            if (!isTickerCharacter(bytes[i])) {
                return MALFORMED;
            }
        }
        int date = digits((word(bytes, rootEnd - 2) & ~0xffffL) | TWO_ZEROS);
        byte right = bytes[rootEnd + DATE_LENGTH];
        int strike = digits(word(bytes, rootEnd + DATE_LENGTH + 1));
        if (date < 0 || strike < 0 || (right != 'C' && right != 'P')) {
            return MALFORMED;
        }
        int day = epochDay(date / 10_000, date / 100 % 100, date % 100);
        if (day < 0) {
            return NO_SUCH_DATE;
        }
        return ((long) day << EXPIRATION_SHIFT) | ((right == 'C' ? 1L : 0L) << STRIKE_BITS) | strike;
    }

    /** Length of the root, which starts at {@link #ROOT_OFFSET}, in a well-formed ticker of that length. */
    public static int rootLength(int tickerLength) {
        return tickerLength - ROOT_OFFSET - TAIL_LENGTH;
    }

    /** Expiration in days since 1970-01-01. */
    public static int expirationEpochDay(long code) {
        return (int) (code >>> EXPIRATION_SHIFT);
    }

    /** Call or put. */
    public static ContractType contractType(long code) {
        return (code >>> STRIKE_BITS & 1) == 1 ? ContractType.CALL : ContractType.PUT;
    }

    /** Strike in thousandths of a dollar, 0 to 99,999,999. */
    public static int strikeThousandths(long code) {
        return (int) (code & ((1L << STRIKE_BITS) - 1));
    }

    /** Strike in dollars: the double nearest to the decimal. */
    public static double strikePrice(long code) {
        return strikeThousandths(code) / 1000.0;
    }

    static boolean isTickerCharacter(int c) {
        return (c >= '-' && c <= ':') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    private static long word(byte[] bytes, int offset) {
        return (long) WORD.get(bytes, offset);
    }

    /** The number of eight digits, the first one in the lowest byte, or -1; two, four and eight of them are joined at once. */
    private static int digits(long word) {
        long digits = word ^ EIGHT_ZEROS;
        if (((digits | (digits + EIGHT_SIXES)) & HIGH_NIBBLES) != 0) {
            return -1;
        }
        long pairs = (digits * 10 + (digits >>> 8)) & 0x00ff_00ff_00ff_00ffL;
        long fours = (pairs * 100 + (pairs >>> 16)) & 0x0000_ffff_0000_ffffL;
        return (int) (fours * 10_000 + (fours >>> 32));
    }

    private static int epochDay(int yearOfCentury, int month, int day) {
        // Every fourth year of 2000 to 2099 is a leap year.
        boolean leap = yearOfCentury % 4 == 0;
        if (month < 1 || month > 12 || day < 1) {
            return -1;
        }
        int length = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1] + (leap && month == 2 ? 1 : 0);
        if (day > length) {
            return -1;
        }
        int leapDays = (yearOfCentury + 3) / 4 + (leap && month > 2 ? 1 : 0);
        return EPOCH_DAY_2000 + yearOfCentury * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1] + day - 1;
    }
}
