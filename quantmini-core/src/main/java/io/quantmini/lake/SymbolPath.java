package io.quantmini.lake;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The path segment of a symbol or underlying, and back: {@code AAPL} stays, {@code TpA} becomes {@code T%70A}.
 *
 * <p>Bytes of the UTF-8 form outside {@code [A-Z0-9._-]} are written as {@code %} and two upper-case hex digits, and so
 * are a leading dot, a trailing dot (Windows drops it), and the first byte of a name that a file system or a reader of
 * Hive paths takes for something else: Windows device names, with or without an extension, {@code NULL} and
 * {@code __HIVE_DEFAULT_PARTITION__}. Two symbols never share a segment, on file systems that ignore case neither. All
 * methods are pure functions.
 */
public final class SymbolPath {
    /** Longest segment: {@code underlying=} and the segment fit the 255 bytes that file systems allow a name. */
    public static final int MAX_LENGTH = 240;

    private static final String HEX = "0123456789ABCDEF";
    private static final String RESERVED_STARTS = "CPANL_";
    private static final Pattern RESERVED =
            Pattern.compile("(CON|PRN|AUX|NUL|COM[1-9]|LPT[1-9])(\\..*)?|NULL|__HIVE_DEFAULT_PARTITION__");

    private SymbolPath() {}

    /**
     * The segment of a symbol: plain ASCII, neither empty nor longer than {@link #MAX_LENGTH}.
     *
     * @throws SymbolPathException if the symbol is empty, too long, or holds half of a surrogate pair
     */
    public static String encode(String symbol) {
        byte[] bytes = utf8(symbol);
        boolean escapeFirst = isReserved(symbol);
        StringBuilder segment = new StringBuilder(bytes.length + 8);
        for (int i = 0; i < bytes.length; i++) {
            boolean edge = i == 0 || i == bytes.length - 1;
            if (!isPlain(bytes[i]) || (edge && bytes[i] == '.') || (i == 0 && escapeFirst)) {
                segment.append('%').append(HEX.charAt(bytes[i] >> 4 & 0xf)).append(HEX.charAt(bytes[i] & 0xf));
            } else {
                segment.append((char) bytes[i]);
            }
        }
        if (segment.length() == 0 || segment.length() > MAX_LENGTH) {
            throw new SymbolPathException(
                    symbol,
                    "cannot make a path segment: expected 1 to " + MAX_LENGTH + " characters, got " + segment.length());
        }
        return segment.toString();
    }

    /**
     * The symbol of a segment.
     *
     * @throws SymbolPathException if the segment is not exactly what {@link #encode} writes for that symbol
     */
    public static String decode(String segment) {
        ByteBuffer bytes = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                if (!isPlain(c)) {
                    throw notWritten(segment);
                }
                bytes.put((byte) c);
            } else {
                int high = i + 2 < segment.length() ? HEX.indexOf(segment.charAt(i + 1)) : -1;
                int low = i + 2 < segment.length() ? HEX.indexOf(segment.charAt(i + 2)) : -1;
                if (high < 0 || low < 0) {
                    throw notWritten(segment);
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            }
        }
        String symbol = symbol(segment, bytes.flip());
        if (symbol.isEmpty() || segment.length() > MAX_LENGTH || !encode(symbol).equals(segment)) {
            throw notWritten(segment);
        }
        return symbol;
    }

    private static boolean isReserved(String symbol) {
        return !symbol.isEmpty()
                && RESERVED_STARTS.indexOf(symbol.charAt(0)) >= 0
                && RESERVED.matcher(symbol).matches();
    }

    private static boolean isPlain(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    }

    private static byte[] utf8(String symbol) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(symbol));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new SymbolPathException(
                    symbol, "cannot make a path segment: expected Unicode text, got half of a surrogate pair");
        }
    }

    private static String symbol(String segment, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw notWritten(segment);
        }
    }

    private static SymbolPathException notWritten(String segment) {
        return new SymbolPathException(
                segment,
                "cannot read a path segment: expected [A-Z0-9._-] and percent escapes as quantmini writes them;"
                        + " move a directory that was made by hand out of the lake");
    }
}
