package io.quantmini.lake;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file of JSON objects, one a line, that only grows. Each line ends in {@code ,"crc":"<8 hex digits>"}}: CRC-32C of the
 * crc of the line before it (8 zeros before the first) and of the line up to there. So a changed, lost or moved line shows,
 * and so does a last line that was not written to its end, which does not count; one that was whole and changed since is damage as anywhere else. Reading takes no lock.
 */
final class ChainedLog {
    private static final byte[] SEAL = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC_DIGITS = 8;
    private static final int SEAL_LENGTH = SEAL.length + CRC_DIGITS + 2;

    /**
     * The end of the lines read so far.
     *
     * @param bytes length of the file up to there
     * @param lines number of lines
     * @param crc of the last one
     */
    record Position(long bytes, long lines, String crc) {
        static final Position START = new Position(0, 0, "0".repeat(CRC_DIGITS));
    }

    /**
     * Lines that follow a position.
     *
     * @param lines whole lines, checked
     * @param end after the last of them
     * @param torn bytes after that, of a line that is not complete
     */
    record Tail(List<String> lines, Position end, long torn) {}

    private final Path file;
    private final FileOperations operations;

    ChainedLog(Path file, FileOperations operations) {
        this.file = file;
        this.operations = operations;
    }

    Path file() {
        return file;
    }

    /** Whether what was read up to the position is still the beginning of this file. */
    boolean continues(Position position) {
        if (position.bytes() == 0) {
            return true;
        }
        byte[] seal = new byte[SEAL_LENGTH + 1];
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            access.seek(position.bytes() - seal.length);
            access.readFully(seal);
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            if (!Files.exists(file)) {
                return false;
            }
            throw new LakeException(file, "cannot read: " + e, e);
        }
        return new String(seal, StandardCharsets.ISO_8859_1).equals(seal(position.crc()) + "\n");
    }

    /**
     * The lines after a position; none when there is no file.
     *
     * @throws LakeException naming the line, when one is damaged; a last one that was not written to its end is not
     */
    Tail readAfter(Position position) {
        byte[] bytes = bytesAfter(position.bytes());
        List<String> lines = new ArrayList<>();
        String crc = position.crc();
        int start = 0;
        while (start < bytes.length) {
            int end = indexOf(bytes, (byte) '\n', start);
            boolean complete = end < bytes.length;
            if (complete && isSealed(bytes, start, end, crc)) {
                crc = crcDigits(bytes, end);
                lines.add(new String(bytes, start, end - start, StandardCharsets.UTF_8));
                start = end + 1;
            } else if (end >= bytes.length - 1 && isTorn(bytes, start, end, crc)) {
                break;
            } else {
                throw new LakeException(
                        file,
                        position.lines() + lines.size() + 1,
                        "cannot read: the line's checksum is wrong; restore the file from a copy",
                        null);
            }
        }
        Position end = new Position(position.bytes() + start, position.lines() + lines.size(), crc);
        return new Tail(lines, end, bytes.length - start);
    }

    /** Makes the file when it is not there. */
    void create() throws IOException {
        if (!Files.exists(file)) {
            operations.write(file, new byte[0]);
            operations.force(file);
            operations.forceDirectory(file.resolveSibling("."));
        }
    }

    /** Writes a JSON object as the next line and forces it. A failure leaves open whether the line is there. */
    Position append(Position position, String json) throws IOException {
        String body = json.substring(0, json.length() - 1);
        byte[] bodyBytes = body.getBytes(StandardCharsets.UTF_8);
        String crc = crc(position.crc(), bodyBytes, 0, bodyBytes.length);
        byte[] line = (body + seal(crc) + "\n").getBytes(StandardCharsets.UTF_8);
        operations.writeAt(file, position.bytes(), line);
        operations.force(file);
        return new Position(position.bytes() + line.length, position.lines() + 1, crc);
    }

    /** Cuts off what follows the position. */
    void cut(Position position) throws IOException {
        operations.truncate(file, position.bytes());
        operations.force(file);
    }

    /** Writes the last line again, the same, and forces it: after a failed force the first one may not be on the disk. */
    void rewriteLast(Position position) throws IOException {
        byte[] bytes = bytesAfter(0);
        int end = Math.toIntExact(position.bytes());
        int start = end - 1;
        while (start > 0 && bytes[start - 1] != '\n') {
            start--;
        }
        if (end > 0) {
            operations.writeAt(file, start, Arrays.copyOfRange(bytes, start, end));
            operations.force(file);
        }
    }

    private byte[] bytesAfter(long position) {
        if (!Files.exists(file)) {
            return new byte[0];
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(Math.max(0, access.length() - position))];
            access.seek(position);
            access.readFully(bytes);
            return bytes;
        } catch (IOException | ArithmeticException e) {
            throw new LakeException(file, "cannot read: " + e, e);
        }
    }

    private static boolean isSealed(byte[] bytes, int start, int end, String previous) {
        int body = end - SEAL_LENGTH;
        return body > start
                && isSeal(bytes, body)
                && crc(previous, bytes, start, body).equals(crcDigits(bytes, end));
    }

    /**
     * Whether the last line is one that a crash can leave: without its end, or with zeros where it was never written. Any
     * other was whole once and hurt since.
     */
    private static boolean isTorn(byte[] bytes, int start, int end, String previous) {
        if (holdsSeal(bytes, start, end)) {
            return false;
        }
        if (end == bytes.length) {
            return !isSealed(bytes, start, end - 1, previous);
        }
        int zero = indexOf(bytes, (byte) 0, start);
        boolean oneAlone = indexOf(bytes, (byte) 0, zero + 1) == bytes.length;
        return zero < end && !(oneAlone && isOneBitFromWhole(bytes, start, end, zero, previous));
    }

    private static boolean isOneBitFromWhole(byte[] bytes, int start, int end, int at, String previous) {
        byte[] mended = Arrays.copyOfRange(bytes, start, end);
        for (int bit = 0; bit < Byte.SIZE; bit++) {
            mended[at - start] = (byte) (bytes[at] ^ 1 << bit);
            if (isSealed(mended, 0, mended.length, previous)) {
                return true;
            }
        }
        return false;
    }

    /** Whether text follows a seal: then two lines ran together, which no crash does. */
    private static boolean holdsSeal(byte[] bytes, int start, int end) {
        // One byte may follow it: the line's own end, hurt.
        for (int i = start; i + SEAL_LENGTH + 1 < end; i++) {
            if (isSeal(bytes, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSeal(byte[] bytes, int at) {
        for (int i = 0; i < SEAL.length; i++) {
            if (bytes[at + i] != SEAL[i]) {
                return false;
            }
        }
        for (int i = SEAL.length; i < SEAL.length + CRC_DIGITS; i++) {
            if (Character.digit(bytes[at + i], 16) < 0) {
                return false;
            }
        }
        return bytes[at + SEAL_LENGTH - 2] == '"' && bytes[at + SEAL_LENGTH - 1] == '}';
    }

    private static String crcDigits(byte[] bytes, int end) {
        return new String(bytes, end - 2 - CRC_DIGITS, CRC_DIGITS, StandardCharsets.ISO_8859_1);
    }

    private static String seal(String crc) {
        return ",\"crc\":\"" + crc + "\"}";
    }

    private static String crc(String previous, byte[] bytes, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(previous.getBytes(StandardCharsets.US_ASCII));
        crc.update(bytes, start, end - start);
        return LedgerFormat.hex(crc.getValue());
    }

    private static int indexOf(byte[] bytes, byte value, int from) {
        int i = from;
        while (i < bytes.length && bytes[i] != value) {
            i++;
        }
        return i;
    }
}
