package io.quantmini.qlib;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a security in a Qlib directory, a pure function of its ticker and, once another security took the ticker
 * over, of its last session. Different securities never share a name, nor a directory on a file system that ignores case.
 *
 * <p>{@code A–Z 0–9 . -} stay; a lower-case {@code x} becomes {@code _X}, {@code _} becomes {@code __}, {@code /} becomes
 * {@code _1}, {@code :} becomes {@code _2}. What Qlib, pandas or a file system would read as something else ends in
 * {@code _0}: missing-value words ({@code NA}), names ending in a dot, and names that look like an ended security's or like
 * Qlib's device prefix. An ended security adds {@code _D} and its last session: {@code META_D20220608}.
 *
 * @param ticker one or more of {@code A-Z a-z 0-9 . / : _ -}
 * @param lastSession last session of a security whose ticker another took over; null for the ticker's latest security
 */
public record QlibName(String ticker, @Nullable LocalDate lastSession) {
    /** Words of pandas' default missing values, whatever their case, that the alphabet can spell. */
    private static final Set<String> MISSING_VALUES = Set.of("NA", "N/A", "NAN", "-NAN", "NULL", "NONE");

    private static final Pattern TICKER = Pattern.compile("[A-Za-z0-9./:_-]+");
    private static final Pattern ENDED = Pattern.compile("(.*)_D(\\d{8})");
    private static final Pattern DEVICE = Pattern.compile("CON|PRN|AUX|NUL|(COM|LPT)\\d");
    private static final String DEVICE_PREFIX = "_QLIB_";
    private static final String ESCAPE = "_0";
    private static final int LONGEST_YEAR = 9999;

    public QlibName {
        if (!TICKER.matcher(ticker).matches()) {
            throw new IllegalArgumentException("[ticker \"" + ticker
                    + "\"] cannot name a Qlib instrument: expected one or more of A-Z a-z 0-9 . / : _ -");
        }
        if (lastSession != null && (lastSession.getYear() < 0 || lastSession.getYear() > LONGEST_YEAR)) {
            throw new IllegalArgumentException("[ticker " + ticker
                    + "] cannot name a Qlib instrument: expected a year of four digits, got " + lastSession);
        }
    }

    /** The latest security of a ticker. */
    public static QlibName of(String ticker) {
        return new QlibName(ticker, null);
    }

    /** A security whose ticker another one took over after {@code lastSession}. */
    public static QlibName ended(String ticker, LocalDate lastSession) {
        return new QlibName(ticker, lastSession);
    }

    /** The name that {@link #instrument()} gave; a text that it gives for no ticker is an error. */
    public static QlibName parse(String instrument) {
        Matcher ended = ENDED.matcher(instrument);
        QlibName name = ended.matches() ? read(instrument, ended.group(1), ended.group(2)) : null;
        if (name == null) {
            name = read(instrument, instrument, null);
        }
        if (name == null) {
            throw new IllegalArgumentException(
                    "[" + instrument + "] cannot read the Qlib instrument: expected a name such as AAPL, T_PA, NA_0 or"
                            + " META_D20220608");
        }
        return name;
    }

    /** As {@code instruments/all.txt} spells it: {@code [A-Z0-9._-]+}. */
    public String instrument() {
        String name = encode(ticker);
        LocalDate last = lastSession;
        return last == null ? name : name + "_D" + last.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    /** The directory below {@code features}: the name in lower case, with Qlib's prefix for device names. */
    public String directory() {
        return directory(instrument());
    }

    /** The directory of any instrument, by Qlib's own rule. */
    static String directory(String instrument) {
        String prefixed = DEVICE.matcher(instrument).matches() ? DEVICE_PREFIX + instrument : instrument;
        return prefixed.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return instrument();
    }

    private static String encode(String ticker) {
        StringBuilder name = new StringBuilder(ticker.length() + 4);
        for (int i = 0; i < ticker.length(); i++) {
            char c = ticker.charAt(i);
            if (c >= 'a' && c <= 'z') {
                name.append('_').append((char) (c - 'a' + 'A'));
            } else if (c == '_') {
                name.append("__");
            } else if (c == '/') {
                name.append("_1");
            } else if (c == ':') {
                name.append("_2");
            } else {
                name.append(c);
            }
        }
        boolean misread = MISSING_VALUES.contains(ticker)
                || ticker.endsWith(".")
                || ENDED.matcher(name).matches()
                || name.indexOf(DEVICE_PREFIX) == 0;
        return misread ? name.append(ESCAPE).toString() : name.toString();
    }

    private static @Nullable QlibName read(String instrument, String encoded, @Nullable String date) {
        String ticker = decode(encoded);
        if (!TICKER.matcher(ticker).matches()) {
            return null;
        }
        try {
            LocalDate last = date == null ? null : LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE);
            QlibName name = new QlibName(ticker, last);
            return name.instrument().equals(instrument) ? name : null;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** Undoes {@link #encode}; whether the text was a name at all shows when the answer is encoded again. */
    private static String decode(String name) {
        StringBuilder ticker = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '_' || i + 1 == name.length()) {
                ticker.append(c);
                continue;
            }
            char next = name.charAt(++i);
            switch (next) {
                case '_' -> ticker.append('_');
                case '0' -> {
                    // The escape stands at the end and stands for nothing.
                }
                case '1' -> ticker.append('/');
                case '2' -> ticker.append(':');
                default -> ticker.append((char) (next - 'A' + 'a'));
            }
        }
        return ticker.toString();
    }
}
