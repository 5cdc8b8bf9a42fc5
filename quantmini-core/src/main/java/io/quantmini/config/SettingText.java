package io.quantmini.config;

import io.quantmini.market.RateCurve;
import io.quantmini.profile.ExecutionMode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts of settings; each throws without further words on a bad one: {@link
 * IllegalArgumentException}, {@link ArithmeticException} or {@link java.time.DateTimeException}.
 */
final class SettingText {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    private static final BigDecimal LEAST_GIB = new BigDecimal("0.25");
    private static final BigDecimal MOST_GIB = BigDecimal.valueOf(1L << 20);
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19}) ?(B|KiB|MiB|GiB|TiB)?");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,4})([mh])");
    private static final int MOST_TRANSFERS = 64;
    private static final Map<String, Integer> SHIFTS = Map.of("B", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h)");
    private static final Map<String, ChronoUnit> TIME_UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);
    private static final Duration MOST_TIME = Duration.ofHours(24);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("H[:mm]", Locale.ROOT);

    private SettingText() {}

    static Path path(String text) {
        require(!text.isEmpty());
        return Path.of(text);
    }

    static <E extends Enum<E>> E constant(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    static OptionalLong gibibytes(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return OptionalLong.empty();
        }
        BigDecimal gib = decimal(text);
        require(gib.compareTo(LEAST_GIB) >= 0 && gib.compareTo(MOST_GIB) <= 0);
        return OptionalLong.of(gib.multiply(GIB).longValue());
    }

    static Optional<ExecutionMode> mode(String text) {
        boolean adaptive = text.equalsIgnoreCase("adaptive") || text.equalsIgnoreCase("auto");
        return adaptive ? Optional.empty() : Optional.of(constant(ExecutionMode.class, text));
    }

    static URI endpoint(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme());
        require(scheme.equals("http") || scheme.equals("https"));
        require(address.getHost() != null && address.getUserInfo() == null);
        require(address.getQuery() == null && address.getFragment() == null);
        return address;
    }

    static String matching(String pattern, String text) {
        require(text.matches(pattern));
        return text;
    }

    static int compressionLevel(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "none" -> 0;
            case "1" -> 1;
            case "3" -> 3;
            default -> throw new IllegalArgumentException();
        };
    }

    static LocalTime timeOfDay(String text) {
        return LocalTime.parse(text, HOUR);
    }

    /** Empty for none. */
    static Optional<Duration> timeLimit(String text) {
        if (text.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        Matcher time = TIME.matcher(text);
        require(time.matches());
        Duration limit =
                Duration.of(Long.parseLong(time.group(1)), Objects.requireNonNull(TIME_UNITS.get(time.group(2))));
        require(!limit.isZero() && limit.compareTo(MOST_TIME) <= 0);
        return Optional.of(limit);
    }

    /** Minutes or hours, such as 90m or 1h. */
    static Duration span(String text) {
        Matcher span = SPAN.matcher(text);
        require(span.matches());
        long count = Long.parseLong(span.group(1));
        return span.group(2).equals("h") ? Duration.ofHours(count) : Duration.ofMinutes(count);
    }

    /** Empty for auto. */
    static OptionalInt transfers(String text) {
        if (text.equalsIgnoreCase("auto")) {
            return OptionalInt.empty();
        }
        int count = count(text, 1);
        require(count <= MOST_TRANSFERS);
        return OptionalInt.of(count);
    }

    /** Empty for none. */
    static OptionalLong rate(String text) {
        return text.equalsIgnoreCase("none") ? OptionalLong.empty() : OptionalLong.of(bytes(text, Long.MAX_VALUE));
    }

    static long bytes(String text, long most) {
        Matcher size = SIZE.matcher(text);
        require(size.matches());
        String unit = size.group(2) == null ? "B" : size.group(2);
        long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), 1L << SHIFTS.getOrDefault(unit, 0));
        require(bytes > 0 && bytes <= most);
        return bytes;
    }

    static int count(String text, int least) {
        require(text.matches("[0-9]{1,10}"));
        int count = Integer.parseInt(text);
        require(count >= least);
        return count;
    }

    static double share(String text) {
        double share = decimal(text).doubleValue();
        require(share >= 0 && share <= 1);
        return share;
    }

    /** A number, or dates with numbers. */
    static RateCurve curve(String text) {
        if (!text.contains(" ")) {
            return RateCurve.constant(signed(text));
        }
        NavigableMap<LocalDate, Double> steps = new TreeMap<>();
        for (String step : text.split(",", -1)) {
            String[] parts = step.strip().split(" +", -1);
            require(parts.length == 2);
            require(steps.put(LocalDate.parse(parts[0]), signed(parts[1])) == null);
        }
        return new RateCurve(steps);
    }

    private static double signed(String text) {
        return text.startsWith("-")
                ? -decimal(text.substring(1)).doubleValue()
                : decimal(text).doubleValue();
    }

    /** Of bounded length and exponent: a short text must not make a number of a gigabyte. */
    private static BigDecimal decimal(String text) {
        require(text.matches("[0-9]{1,19}(\\.[0-9]{1,19})?([eE]-?[0-9]{1,2})?"));
        return new BigDecimal(text);
    }

    private static void require(boolean sound) {
        if (!sound) {
            throw new IllegalArgumentException();
        }
    }
}
