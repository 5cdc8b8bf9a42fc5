package io.quantmini.market;

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
    private static final int STRIKE_LENGTH = 8;
    private static final int STRIKE_BITS = 27;
    private static final int EXPIRATION_SHIFT = STRIKE_BITS + 1;
    private static final int EPOCH_DAY_2000 = 10_957;
    private static final int[] DAYS_BEFORE_MONTH = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

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
        int date = digits(bytes, rootEnd, DATE_LENGTH);
        byte right = bytes[rootEnd + DATE_LENGTH];
        int strike = digits(bytes, rootEnd + DATE_LENGTH + 1, STRIKE_LENGTH);
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

    private static int digits(byte[] bytes, int offset, int count) {
        int value = 0;
        for (int i = offset; i < offset + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
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
