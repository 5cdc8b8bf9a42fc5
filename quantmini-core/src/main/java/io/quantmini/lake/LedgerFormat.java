package io.quantmini.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ledger entries as JSON objects on one line, keys always in the same order. Pure functions. */
final class LedgerFormat {
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LedgerFormat() {}

    /** The entry as a JSON object, without the checksum that seals the line. */
    static String write(LedgerEntry entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("v", entry.v());
            json.writeStringField("unit", entry.unit());
            json.writeStringField("op", entry.op().word());
            json.writeStringField("dataset", entry.dataset());
            json.writeStringField("layer", entry.layer().directory());
            json.writeArrayFieldStart("sessions");
            for (SessionEntry session : entry.sessions()) {
                write(json, session);
            }
            json.writeEndArray();
            json.writeStringField("inputs", entry.inputs());
            json.writeStringField("set", entry.set());
            json.writeFieldName("files");
            write(json, entry.files());
            json.writeArrayFieldStart("removed");
            for (String unit : entry.removed()) {
                json.writeString(unit);
            }
            json.writeEndArray();
            json.writeStringField("reason", entry.reason());
            json.writeNumberField("schema", entry.schema());
            json.writeStringField("writer", entry.writer());
            json.writeStringField("time", entry.time().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /**
     * The entry of a line; keys it does not know are skipped.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    static LedgerEntry read(String line) {
        JsonNode json = parse(line);
        long v = number(json, "v");
        if (v < 1 || v > LedgerEntry.VERSION) {
            throw new IllegalArgumentException("expected version " + LedgerEntry.VERSION + ", got " + v
                    + "; read it with the release that wrote it, or a newer one");
        }
        try {
            return new LedgerEntry(
                    (int) v,
                    text(json, "unit"),
                    LedgerOp.named(text(json, "op")),
                    text(json, "dataset"),
                    Layer.named(text(json, "layer")),
                    sessions(json),
                    text(json, "inputs"),
                    optionalText(json, "set"),
                    files(json),
                    texts(json, "removed"),
                    optionalText(json, "reason"),
                    Math.toIntExact(number(json, "schema")),
                    text(json, "writer"),
                    Instant.parse(text(json, "time")));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** A CRC in files: 8 lower-case hex digits. */
    static String hex(long crc) {
        return HexText.of(crc);
    }

    static JsonNode parse(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected a JSON object: " + e.getOriginalMessage(), e);
        }
    }

    static String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null || !value.isTextual()) {
            throw new IllegalArgumentException("expected text as \"" + key + "\", got " + value);
        }
        return value.textValue();
    }

    static long number(JsonNode json, String key) {
        JsonNode value = json.get(key);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException("expected a whole number as \"" + key + "\", got " + value);
        }
        return value.longValue();
    }

    private static void write(JsonGenerator json, SessionEntry session) throws IOException {
        json.writeStartObject();
        json.writeStringField("date", session.date().toString());
        json.writeStringField("key", session.key());
        json.writeNumberField("size", session.size());
        json.writeStringField("etag", session.etag());
        json.writeStringField("crc32", hex(session.crc32()));
        json.writeNumberField("read", session.read());
        json.writeNumberField("published", session.published());
        json.writeNumberField("quarantined", session.quarantined());
        json.writeNumberField("duplicates", session.duplicates());
        json.writeNumberField("blank", session.blank());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable FileTotals files) throws IOException {
        if (files == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("count", files.count());
        json.writeNumberField("bytes", files.bytes());
        json.writeNumberField("rows", files.rows());
        json.writeStringField("manifest", files.manifest());
        json.writeStringField("crc32c", hex(files.crc32c()));
        json.writeEndObject();
    }

    private static List<SessionEntry> sessions(JsonNode json) {
        List<SessionEntry> sessions = new ArrayList<>();
        for (JsonNode session : array(json, "sessions")) {
            sessions.add(new SessionEntry(
                    LocalDate.parse(text(session, "date")),
                    text(session, "key"),
                    number(session, "size"),
                    text(session, "etag"),
                    crc(session, "crc32"),
                    number(session, "read"),
                    number(session, "published"),
                    number(session, "quarantined"),
                    number(session, "duplicates"),
                    number(session, "blank")));
        }
        return sessions;
    }

    private static @Nullable FileTotals files(JsonNode json) {
        JsonNode files = json.get("files");
        if (files == null || files.isNull()) {
            return null;
        }
        return new FileTotals(
                number(files, "count"),
                number(files, "bytes"),
                number(files, "rows"),
                text(files, "manifest"),
                crc(files, "crc32c"));
    }

    private static List<String> texts(JsonNode json, String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(json, key)) {
            texts.add(value.textValue());
        }
        return texts;
    }

    private static JsonNode array(JsonNode json, String key) {
        JsonNode array = json.get(key);
        if (array == null || !array.isArray()) {
            throw new IllegalArgumentException("expected a list as \"" + key + "\", got " + array);
        }
        return array;
    }

    private static @Nullable String optionalText(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : text(json, key);
    }

    private static long crc(JsonNode json, String key) {
        String text = text(json, key);
        if (!HexText.is(text, 8)) {
            throw new IllegalArgumentException("expected 8 hex digits as \"" + key + "\", got \"" + text + "\"");
        }
        return Long.parseLong(text, 16);
    }
}
