package io.quantmini.market;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an option ticker such as {@code O:SPY251219C00650000}. Loops over rows use {@link OptionTickerCode}.
 *
 * @param underlying the root as written, {@code [A-Za-z0-9./:_-]+}; it may end in a digit (adjusted contracts)
 * @param expiration last day of the contract, 2000 to 2099
 * @param contractType call or put
 * @param strikeThousandths strike in thousandths of a dollar, 0 to 99,999,999
 */
public record OptionTicker(String underlying, LocalDate expiration, ContractType contractType, int strikeThousandths) {
    /** What every option ticker starts with. */
    public static final String PREFIX = "O:";

    private static final int MAX_STRIKE = 99_999_999;

    /** Checks the parts; any that a ticker cannot hold is an {@link OptionTickerException}. */
    public OptionTicker {
        if (underlying.isEmpty() || !underlying.chars().allMatch(OptionTickerCode::isTickerCharacter)) {
            throw new OptionTickerException(
                    underlying, "cannot name an underlying: expected one or more of [A-Za-z0-9./:_-]");
        }
        if (expiration.getYear() < 2000 || expiration.getYear() > 2099) {
            throw new OptionTickerException(
                    underlying, "cannot expire on " + expiration + ": expected a date from 2000 to 2099");
        }
        if (strikeThousandths < 0 || strikeThousandths > MAX_STRIKE) {
            throw new OptionTickerException(
                    underlying,
                    "cannot have a strike of " + strikeThousandths + " thousandths: expected 0 to " + MAX_STRIKE);
        }
    }

    /** The parts of a ticker; {@link OptionTickerException} if it is none. */
    public static OptionTicker parse(String ticker) {
        byte[] bytes = ascii(ticker);
        long code = OptionTickerCode.of(bytes, 0, bytes.length);
        if (code == OptionTickerCode.NO_SUCH_DATE) {
            throw new OptionTickerException(ticker, "cannot parse an option ticker: its expiration is no date");
        }
        if (code < 0) {
            throw new OptionTickerException(
                    ticker, "cannot parse an option ticker: expected O:<root>YYMMDD<C|P><strike in 8 digits>");
        }
        return of(ticker, code);
    }

    /** The parts of a ticker, or null if it is none. */
    public static @Nullable OptionTicker tryParse(CharSequence ticker) {
        String text = ticker.toString();
        byte[] bytes = ascii(text);
        long code = OptionTickerCode.of(bytes, 0, bytes.length);
        return code < 0 ? null : of(text, code);
    }

    /** Strike in dollars: the double nearest to the decimal. */
    public double strikePrice() {
        return strikeThousandths / 1000.0;
    }

    /** The ticker, {@code O:} included. */
    public String ticker() {
        StringBuilder text = new StringBuilder(PREFIX).append(underlying);
        pad(text, expiration.getYear() - 2000, 2);
        pad(text, expiration.getMonthValue(), 2);
        pad(text, expiration.getDayOfMonth(), 2);
        pad(text.append(contractType.letter()), strikeThousandths, 8);
        return text.toString();
    }

    private static OptionTicker of(String ticker, long code) {
        return new OptionTicker(
                ticker.substring(OptionTickerCode.ROOT_OFFSET, ticker.length() - OptionTickerCode.TAIL_LENGTH),
                LocalDate.ofEpochDay(OptionTickerCode.expirationEpochDay(code)),
                OptionTickerCode.contractType(code),
                OptionTickerCode.strikeThousandths(code));
    }

    private static byte[] ascii(String ticker) {
        // Whatever is not ASCII becomes '?', which no ticker may hold.
        return ticker.getBytes(StandardCharsets.US_ASCII);
    }

    private static void pad(StringBuilder text, int value, int width) {
        String digits = Integer.toString(value);
        text.append("0".repeat(width - digits.length())).append(digits);
    }
}
