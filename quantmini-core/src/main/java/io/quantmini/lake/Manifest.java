package io.quantmini.lake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The list of a unit's files, as text: a header, then a line a file by path, columns apart by tabs. It is kept as the
 * bytes it is and searched in place, for a month of minute bars lists ten thousand files and a query wants one of them.
 * Immutable.
 */
final class Manifest {
    private static final String HEADER = "path\tbytes\trows\tcrc32c\tmin_time_micros\tmax_time_micros\n";
    private static final int COLUMNS = 6;

    private final byte[] bytes;

    private Manifest(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The manifest of these files, in any order; a path may stand in it once. */
    static Manifest of(List<LakeFile> files) {
        List<LakeFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(LakeFile::path));
        StringBuilder text = new StringBuilder(HEADER);
        String previous = "";
        for (LakeFile file : sorted) {
            if (file.path().equals(previous)) {
                throw new IllegalArgumentException("expected each path once, got \"" + previous + "\" twice");
            }
            previous = LakePath.require(file.path());
            text.append(file.path())
                    .append('\t')
                    .append(file.bytes())
                    .append('\t')
                    .append(file.rows())
                    .append('\t')
                    .append(LedgerFormat.hex(file.crc32c()))
                    .append('\t')
                    .append(file.minTimeMicros())
                    .append('\t')
                    .append(file.maxTimeMicros())
                    .append('\n');
        }
        return new Manifest(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The manifest in these bytes, which are not copied; only its header is looked at. */
    static Manifest of(byte[] bytes) {
        if (bytes.length < HEADER.length()
                || !new String(bytes, 0, HEADER.length(), StandardCharsets.US_ASCII).equals(HEADER)
                || bytes[bytes.length - 1] != '\n') {
            throw new IllegalArgumentException("expected a manifest that starts with its column names");
        }
        return new Manifest(bytes);
    }

    /** The text; not a copy. */
    byte[] bytes() {
        return bytes;
    }

    long crc32c() {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return crc.getValue();
    }

    /** All files, by path. */
    List<LakeFile> files() {
        List<LakeFile> files = new ArrayList<>();
        forEach("", files::add);
        return files;
    }

    boolean contains(String path) {
        int line = lowerBound(path + "\t");
        return line < bytes.length && startsWith(line, path + "\t");
    }

    /** Gives the files whose path starts with the prefix, by path. */
    void forEach(String prefix, Consumer<LakeFile> action) {
        int line = lowerBound(prefix);
        while (line < bytes.length && startsWith(line, prefix)) {
            int end = lineEnd(line);
            action.accept(parse(new String(bytes, line, end - line, StandardCharsets.US_ASCII)));
            line = end + 1;
        }
    }

    private static LakeFile parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("expected " + COLUMNS + " columns in a manifest, got \"" + line + "\"");
        }
        return new LakeFile(
                columns[0],
                Long.parseLong(columns[1]),
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3], 16),
                Long.parseLong(columns[4]),
                Long.parseLong(columns[5]));
    }

    /** Where the first line starts that is not before the text; the length when there is none. */
    private int lowerBound(String text) {
        int low = HEADER.length();
        int high = bytes.length;
        while (low < high) {
            int line = lineStart((low + high) >>> 1, low);
            if (isBefore(line, text)) {
                low = lineEnd(line) + 1;
            } else {
                high = line;
            }
        }
        return low;
    }

    private int lineStart(int within, int floor) {
        int i = within;
        while (i > floor && bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    private int lineEnd(int start) {
        int i = start;
        while (bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Paths are ASCII and a tab sorts before all of it, so comparing lines compares paths. */
    private boolean isBefore(int line, String text) {
        for (int i = 0; i < text.length(); i++) {
            byte b = bytes[line + i];
            if (b != text.charAt(i)) {
                return b < text.charAt(i);
            }
        }
        return false;
    }

    private boolean startsWith(int line, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (line + i >= bytes.length || bytes[line + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
