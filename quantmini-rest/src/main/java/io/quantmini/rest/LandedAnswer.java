package io.quantmini.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quantmini.market.SessionRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one answer: {@code <series>/00001_2025-01-01_2025-01-31/page-00001.json} and so on, and beside them
 * {@code complete.json}, once they are all there.
 *
 * @param landing the directory {@code landing}
 * @param path of the answer's directory below it
 * @param number in its series, from 1; a later one was asked for later
 * @param range dates it was asked for
 */
record LandedAnswer(Path landing, String path, int number, SessionRange range) {
    private static final Pattern NAME = Pattern.compile("([0-9]{5})_([0-9-]{10})_([0-9-]{10})");
    private static final String COMPLETE = "complete.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer that may not be there yet, in a series' directory. */
    static LandedAnswer of(Path landing, String series, int number, SessionRange range) {
        String name = String.format(Locale.ROOT, "%05d_%s_%s", number, range.from(), range.to());
        return new LandedAnswer(landing, series + "/" + name, number, range);
    }

    /** The answer whose directory has that name; empty when none would. */
    static Optional<LandedAnswer> named(Path landing, String series, String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            SessionRange range = new SessionRange(LocalDate.parse(parts.group(2)), LocalDate.parse(parts.group(3)));
            return Optional.of(new LandedAnswer(landing, series + "/" + name, Integer.parseInt(parts.group(1)), range));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean isComplete() {
        return Files.exists(directory().resolve(COMPLETE));
    }

    /** The path below landing of a page, from 1. */
    String page(int number) {
        return path + "/" + String.format(Locale.ROOT, "page-%05d.json", number);
    }

    String marker() {
        return path + "/" + COMPLETE;
    }

    /** The file of a page. */
    Path file(int number) {
        return landing.resolve(page(number));
    }

    /** How many pages are there, from the first on without a gap. */
    int pages() {
        int pages = 0;
        while (Files.exists(file(pages + 1))) {
            pages++;
        }
        return pages;
    }

    /** What the marker says of the pages that are there: length and CRC-32C of each. */
    byte[] description() {
        ObjectNode marker = JSON.createObjectNode();
        ArrayNode pages = marker.putArray("pages");
        for (int page = 1; Files.exists(file(page)); page++) {
            byte[] bytes = read(file(page));
            pages.addObject().put("bytes", bytes.length).put("crc32c", checksum(bytes));
        }
        return (marker + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The files of a complete answer, in order.
     *
     * @throws ReferenceException when they are not those that landed
     */
    List<Path> verified() {
        Path marker = directory().resolve(COMPLETE);
        List<Path> files = new ArrayList<>();
        try {
            for (JsonNode expected : JSON.readTree(read(marker)).path("pages")) {
                Path file = file(files.size() + 1);
                byte[] bytes = read(file);
                if (expected.path("bytes").asInt() != bytes.length
                        || !expected.path("crc32c").asText().equals(checksum(bytes))) {
                    throw damaged(file, "expected the bytes that landed, got others", null);
                }
                files.add(file);
            }
        } catch (IOException e) {
            throw damaged(marker, "expected JSON, got something else", e);
        }
        return files;
    }

    private Path directory() {
        return landing.resolve(path);
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw damaged(file, "expected a page that landed, got " + e, e);
        }
    }

    private ReferenceException damaged(Path file, String fault, @Nullable Throwable cause) {
        return new ReferenceException(file, "", 0, fault + "; delete " + directory() + " and run again", cause);
    }

    private static String checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
