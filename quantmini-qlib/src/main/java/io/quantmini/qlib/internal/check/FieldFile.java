package io.quantmini.qlib.internal.check;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.qlib.internal.check.Findings.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The numbers of a field's file, bit for bit: a calendar entry, then a value for it and for each one after it. */
final class FieldFile {
    /** The one pattern of bits that a missing value has. */
    static final int NAN = 0x7fc00000;

    private final String path;
    private final int start;
    private final int[] values;

    private FieldFile(String path, int start, int[] values) {
        this.path = path;
        this.start = start;
        this.values = values;
    }

    /** The numbers of a file's content; null when it has no numbers of that calendar, which is a finding then. */
    static @Nullable FieldFile of(String path, byte[] content, int entries, Findings findings) {
        int whole = content.length / Float.BYTES * Float.BYTES;
        if (whole != content.length || whole < 2 * Float.BYTES) {
            findings.add(
                    QlibCheck.SIZE,
                    new Place(path, (long) whole),
                    "a start and values of 4 bytes each",
                    content.length + " bytes");
            return null;
        }
        ByteBuffer numbers = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        float header = numbers.getFloat();
        int[] values = new int[whole / Float.BYTES - 1];
        numbers.asIntBuffer().get(values);
        int start = (int) header;
        boolean isEntry = start >= 0 && Float.floatToRawIntBits(header) == Float.floatToRawIntBits((float) start);
        if (!isEntry || start > entries - values.length) {
            findings.add(
                    QlibCheck.HEADER,
                    new Place(path, 0L),
                    "an entry from 0 to " + (entries - values.length) + ", so that " + values.length
                            + " values end within the calendar",
                    Float.toString(header));
            return null;
        }
        return new FieldFile(path, start, values);
    }

    String path() {
        return path;
    }

    /** Calendar entry of the first value. */
    int start() {
        return start;
    }

    /** Calendar entry after that of the last value. */
    int end() {
        return start + values.length;
    }

    /** The bits of the value at a calendar entry from {@link #start} to before {@link #end}. */
    int bits(int entry) {
        return values[entry - start];
    }

    /** The value at a calendar entry from {@link #start} to before {@link #end}. */
    float value(int entry) {
        return Float.intBitsToFloat(values[entry - start]);
    }

    /** The place of an entry's value. */
    Place place(int entry) {
        return new Place(path, (long) Float.BYTES * (1 + entry - start));
    }

    /** Reports infinities and missing values of other bits than Qlib's, each kind once with a count. */
    void checkValues(Findings findings) {
        int infinite = 0;
        int strange = 0;
        int firstInfinite = 0;
        int firstStrange = 0;
        for (int entry = start; entry < end(); entry++) {
            float value = value(entry);
            if (Float.isInfinite(value)) {
                firstInfinite = infinite++ == 0 ? entry : firstInfinite;
            } else if (Float.isNaN(value) && bits(entry) != NAN) {
                firstStrange = strange++ == 0 ? entry : firstStrange;
            }
        }
        if (infinite > 0) {
            String got = value(firstInfinite) + (infinite == 1 ? "" : ", and " + (infinite - 1) + " more");
            findings.add(QlibCheck.VALUE, place(firstInfinite), "a finite value, or none", got);
        }
        if (strange > 0) {
            String got =
                    Integer.toHexString(bits(firstStrange)) + (strange == 1 ? "" : ", and " + (strange - 1) + " more");
            findings.add(QlibCheck.VALUE, place(firstStrange), "no value as 7fc00000", got);
        }
    }
}
