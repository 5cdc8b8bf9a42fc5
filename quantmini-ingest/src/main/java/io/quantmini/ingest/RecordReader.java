package io.quantmini.ingest;

import io.quantmini.admission.FileFault;
import io.quantmini.admission.FilePosition;
import io.quantmini.admission.IngestException;
import io.quantmini.stage.RawRow;
import io.quantmini.stage.RowFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to records and fields, as RFC 4180 has them: commas, double quotes, line breaks within quotes; a record ends at LF
 * or CRLF outside quotes, or at the end of the file. A record lies in one piece in the window; of one that outgrows what may
 * be kept only the start is, while the rest is passed over.
 */
final class RecordReader {
    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** After a quote within a quoted field: the closing one, or the first of an escaped pair. */
        QUOTE_SEEN
    }

    private final TextWindow window;
    private final int maxLineBytes;
    private final int maxKeep;

    // the current record, from start to end in the window
    private final FieldBounds bounds = new FieldBounds();
    private int start;
    private int end;
    private long length;
    private long offset;
    private long line;
    private byte @Nullable [] cutText;

    // the current field, and what was met in the record
    private State state = State.FIELD_START;
    private boolean nul;
    private boolean nonAscii;

    /** Reads from where the window stands; does not close it. */
    RecordReader(TextWindow window, int maxLineBytes) {
        this.window = window;
        this.maxLineBytes = maxLineBytes;
        this.maxKeep = maxKeep(maxLineBytes);
    }

    /** Bytes in front of a chunk that a record may need kept: all of one that is not too long, and the text of any. */
    static int maxKeep(int maxLineBytes) {
        return Math.max(maxLineBytes, RawRow.MAX_TEXT_BYTES) + 2;
    }

    /** Moves to the next record, reading on as needed; false at the end of the file. */
    boolean next() {
        begin();
        while (!scan()) {
            if (!fill()) {
                return endOfFile();
            }
        }
        return true;
    }

    /** Moves to the next record if all of it is in the window; otherwise false, and the window stands where it stood. */
    boolean nextInWindow() {
        begin();
        if (scan()) {
            return true;
        }
        window.next = start;
        window.lineBreaks = line - 1;
        return false;
    }

    /** The record that starts at a place in the window, after so many line feeds; the window stays where it stands. */
    RawRow at(int place, long linesBefore) {
        int next = window.next;
        long lineBreaks = window.lineBreaks;
        window.next = place;
        window.lineBreaks = linesBefore;
        begin();
        if (!scan()) {
            endRecord(window.limit);
        }
        window.next = next;
        window.lineBreaks = lineBreaks;
        return raw();
    }

    private void begin() {
        start = window.next;
        offset = window.offset(start);
        line = window.lineBreaks + 1;
        bounds.clear();
        cutText = null;
        nul = false;
        nonAscii = false;
        state = State.FIELD_START;
    }

    /** Scans what is buffered; true when the record ended. */
    private boolean scan() {
        while (window.next < window.limit) {
            switch (state) {
                case FIELD_START -> startField();
                case UNQUOTED -> {
                    if (scanUnquoted()) {
                        return true;
                    }
                }
                case QUOTED -> scanQuoted();
                case QUOTE_SEEN -> afterQuote();
            }
        }
        return false;
    }

    private void startField() {
        boolean quoted = window.bytes[window.next] == '"';
        bounds.begin(window.next - start, quoted);
        state = quoted ? State.QUOTED : State.UNQUOTED;
        if (quoted) {
            window.next++;
        }
    }

    /** Scans to the end of the record or up to a quoted field; true when the record ended. */
    private boolean scanUnquoted() {
        byte[] buffer = window.bytes;
        int i = window.next;
        int stop = window.limit;
        while (i < stop) {
            byte b = buffer[i++];
            if (b > ',') {
                continue;
            }
            if (b == ',') {
                endField(i - 1);
                if (i == stop || buffer[i] == '"') {
                    window.next = i;
                    state = State.FIELD_START;
                    return false;
                }
                bounds.begin(i - start, false);
                continue;
            }
            if (b == '\n') {
                window.next = i;
                window.lineBreaks++;
                endRecord(i >= 2 && i - 2 >= start && buffer[i - 2] == '\r' ? i - 2 : i - 1);
                return true;
            }
            if (b == '"') {
                bounds.misplacedQuote();
            }
            note(b);
        }
        window.next = i;
        return false;
    }

    private void scanQuoted() {
        byte[] buffer = window.bytes;
        int i = window.next;
        int stop = window.limit;
        while (i < stop) {
            byte b = buffer[i++];
            if (b == '"') {
                bounds.quote(i - 1 - start);
                state = State.QUOTE_SEEN;
                break;
            }
            if (b <= '\n') {
                window.lineBreaks += b == '\n' ? 1 : 0;
                note(b);
            }
        }
        window.next = i;
    }

    private void afterQuote() {
        if (window.bytes[window.next] == '"') {
            state = State.QUOTED;
            window.next++;
        } else {
            // a comma or the end of the record is due here; anything else shows when the field ends
            state = State.UNQUOTED;
        }
    }

    private void note(byte b) {
        nul |= b == 0;
        nonAscii |= b < 0;
    }

    private void endField(int fieldEnd) {
        if (cutText == null) {
            bounds.end(fieldEnd - start);
        }
    }

    private void endRecord(int recordEnd) {
        endField(recordEnd);
        end = recordEnd;
        length = window.offset(recordEnd) - offset;
    }

    private boolean endOfFile() {
        if (state == State.QUOTED) {
            throw new IngestException(
                    FileFault.UNCLOSED_QUOTE,
                    position(),
                    "cannot read the record: expected a closing quote, got the end of the file");
        }
        if (window.offset(window.next) == offset) {
            return false;
        }
        if (state == State.FIELD_START) {
            bounds.begin(window.next - start, false);
        }
        endRecord(window.next);
        return true;
    }

    /** Reads on; false at the end of the file. */
    private boolean fill() {
        if (cutText == null && window.limit - start > maxKeep) {
            cutText = Arrays.copyOfRange(window.bytes, start, start + RawRow.MAX_TEXT_BYTES);
        }
        int from = cutText == null ? start : window.limit;
        boolean more = window.more(from);
        start = cutText == null ? start + window.shift() : window.next;
        return more;
    }

    /** Reads to the end of the file, for its faults. */
    void drain() {
        while (window.more(window.limit)) {
            window.next = window.limit;
        }
    }

    /** An empty line. */
    boolean isBlank() {
        return length == 0;
    }

    /** What keeps the record from being split into fields of text, or null. */
    @Nullable
    RowFault fault() {
        if (length > maxLineBytes) {
            return RowFault.LINE_TOO_LONG;
        }
        if (nul) {
            return RowFault.NUL_BYTE;
        }
        if (nonAscii && !isUtf8()) {
            return RowFault.INVALID_UTF8;
        }
        return bounds.hasMisplacedQuote() ? RowFault.WRONG_COLUMN_COUNT : null;
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(window.bytes, start, end - start));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Number of fields. */
    int fields() {
        return bounds.count();
    }

    /** Where field {@code field} begins in {@link #buffer()}. */
    int from(int field) {
        return start + bounds.from(field);
    }

    /** Where field {@code field} ends in {@link #buffer()}; within quotes, escaped quotes are still in pairs. */
    int to(int field) {
        return start + bounds.to(field);
    }

    byte[] buffer() {
        return window.bytes;
    }

    /** Where the record starts in {@link #buffer()}, when it has no fault. */
    int start() {
        return start;
    }

    /** Where the record ends in {@link #buffer()}, its line ending left out. */
    int end() {
        return end;
    }

    /** Physical line of the record's start. */
    long line() {
        return line;
    }

    /** Byte of the record's start in the decompressed file. */
    long offset() {
        return offset;
    }

    FilePosition position() {
        return new FilePosition(window.file(), line, offset);
    }

    /** The record's place and text. */
    RawRow raw() {
        byte[] text = cutText != null
                ? cutText
                : Arrays.copyOfRange(window.bytes, start, start + (int) Math.min(length, RawRow.MAX_TEXT_BYTES));
        return new RawRow(line, offset, text);
    }
}
