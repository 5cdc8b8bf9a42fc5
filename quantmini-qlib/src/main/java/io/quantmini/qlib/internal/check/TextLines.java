package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.check.Findings.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file, each of which must end in a line feed and be of printable ASCII and tabs. */
final class TextLines {
    private static final byte LINE_FEED = '\n';
    private static final byte TAB = '\t';
    private static final byte SMALLEST = ' ';

    private TextLines() {}

    /**
     * A line.
     *
     * @param offset in the file, in bytes
     * @param text without its line feed
     */
    record Line(long offset, String text) {}

    /** The lines of a file's content; what is no text is a finding of {@code check} and a line nonetheless. */
    static List<Line> of(String path, byte[] content, QlibCheck check, Findings findings) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        int strange = -1;
        for (int at = 0; at < content.length; at++) {
            byte letter = content[at];
            if (letter == LINE_FEED) {
                lines.add(new Line(start, new String(content, start, at - start, StandardCharsets.ISO_8859_1)));
                start = at + 1;
            } else if (strange < 0 && isStrange(letter)) {
                strange = at;
            }
        }
        if (strange >= 0) {
            String got = "byte " + Byte.toUnsignedInt(content[strange]);
            findings.add(check, new Place(path, (long) strange), "letters of ASCII", got);
        }
        if (start < content.length) {
            lines.add(new Line(start, new String(content, start, content.length - start, StandardCharsets.ISO_8859_1)));
            findings.add(check, new Place(path, (long) content.length), "a line feed at the end", "the file's end");
        }
        return lines;
    }

    /** Control characters, and with the sign bit everything beyond ASCII. */
    private static boolean isStrange(byte letter) {
        return letter != TAB && (letter < SMALLEST || letter == Byte.MAX_VALUE);
    }
}
