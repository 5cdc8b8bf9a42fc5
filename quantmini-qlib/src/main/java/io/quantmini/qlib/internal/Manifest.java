package io.quantmini.qlib.internal;

import io.quantmini.qlib.QlibFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What a Qlib directory was made from and every file in it, kept in a file that Qlib does not look at: a line of version and
 * stamp, a line {@code path<TAB>bytes<TAB>crc32c} a file in path order, and a last line with the checksum of those before.
 *
 * @param stamp what the directory was made from
 * @param files in path order
 */
public record Manifest(Stamp stamp, List<Entry> files) {
    /** The manifest's name in the root of the directory. */
    public static final String NAME = ".quantmini.tsv";

    /** The list of all instruments. */
    static final String INSTRUMENTS = "instruments/all.txt";

    private static final String HEADER = "quantmini-qlib 2\t";
    private static final int STAMP_CELLS = 3;
    private static final String FOOTER = "crc32c\t";
    private static final int HEX_RADIX = 16;

    /**
     * A file.
     *
     * @param path relative to the root, with forward slashes
     * @param bytes its length
     * @param crc32c CRC-32C of its content, unsigned
     */
    public record Entry(String path, long bytes, long crc32c) {}

    public Manifest {
        files = files.stream().sorted(Comparator.comparing(Entry::path)).toList();
    }

    /** CRC-32C of what remains in a buffer, which stays as it is. */
    public static long crc32c(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content.duplicate());
        return crc.getValue();
    }

    /** The manifest's file. */
    public ByteBuffer bytes() {
        StringBuilder lines = new StringBuilder(HEADER).append(stamp.content());
        lines.append('\t')
                .append(stamp.sessions())
                .append('\t')
                .append(stamp.rows())
                .append('\n');
        for (Entry file : files) {
            lines.append(file.path()).append('\t').append(file.bytes()).append('\t');
            lines.append(hex(file.crc32c())).append('\n');
        }
        String sum = hex(crc32c(StandardCharsets.UTF_8.encode(lines.toString())));
        return StandardCharsets.UTF_8.encode(
                lines.append(FOOTER).append(sum).append('\n').toString());
    }

    /**
     * Reads the manifest of a directory.
     *
     * @throws QlibFormatException when there is none, or it is not whole
     */
    public static Manifest read(Path directory) {
        Path file = directory.resolve(NAME);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new QlibFormatException(file, 0, "cannot read the manifest; update the directory", e);
        }
        int footer = text.lastIndexOf(FOOTER);
        if (!text.startsWith(HEADER) || footer < 0) {
            throw broken(file, 0);
        }
        String lines = text.substring(0, footer);
        if (!text.substring(footer).equals(FOOTER + hex(crc32c(StandardCharsets.UTF_8.encode(lines))) + "\n")) {
            throw broken(file, footer);
        }
        List<String> rows = lines.lines().toList();
        List<Entry> files = new ArrayList<>(rows.size());
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split("\t", -1);
            files.add(new Entry(cells[0], Long.parseLong(cells[1]), Long.parseLong(cells[2], HEX_RADIX)));
        }
        String[] stamp = rows.get(0).substring(HEADER.length()).split("\t", -1);
        if (stamp.length != STAMP_CELLS) {
            throw broken(file, 0);
        }
        return new Manifest(new Stamp(stamp[0], Integer.parseInt(stamp[1]), stamp[2]), files);
    }

    /** The first line of a directory's manifest, which names its state; empty where there is none. */
    static String firstLine(Path directory) {
        try (BufferedReader lines = Files.newBufferedReader(directory.resolve(NAME), StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            return line == null ? "" : line;
        } catch (IOException none) {
            return "";
        }
    }

    private static QlibFormatException broken(Path file, long offset) {
        return new QlibFormatException(
                file,
                offset,
                "cannot read the manifest: expected a whole one of version 2, got another; update the directory",
                null);
    }

    private static String hex(long crc32c) {
        return HexFormat.of().toHexDigits((int) crc32c);
    }
}
