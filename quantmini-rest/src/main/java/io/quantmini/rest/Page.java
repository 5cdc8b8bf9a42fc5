package io.quantmini.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a page of an answer says of itself; what its rows say is not looked at. */
final class Page {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final byte[] body;
    private long rows = -1;
    private boolean saysNone;
    private @Nullable String next;
    private @Nullable String status;

    private Page(byte[] body) {
        this.body = body;
    }

    /**
     * Reads a body from its first to its last byte.
     *
     * @throws IOException when it is not one JSON object or array
     */
    static Page of(byte[] body) throws IOException {
        Page page = new Page(body);
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                page.rows = count(parser);
            } else if (first == JsonToken.START_OBJECT) {
                page.read(parser);
            } else {
                throw new IOException("expected a JSON object, got " + (first == null ? "nothing" : first));
            }
            if (parser.nextToken() != null) {
                throw new IOException("expected one JSON value, got another behind it");
            }
        }
        return page;
    }

    byte[] body() {
        return body;
    }

    /** Rows in its results, a single object counts as one; 0 when it has no results. */
    long rows() {
        return Math.max(0, rows);
    }

    /** Whether it has results, or says that there are none. */
    boolean isAnswer() {
        return rows >= 0 || saysNone;
    }

    /** The address of the next page, as given; null when this is the last. */
    @Nullable
    String next() {
        return next;
    }

    /** The vendor's own word for how it went; null when it has none. */
    @Nullable
    String status() {
        return status;
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (field) {
                case "results" -> rows = rows(parser, value);
                case "next_url" -> next = address(parser, value);
                case "status" -> status = textOrNull(parser, value);
                case "resultsCount", "count" -> {
                    saysNone |= value == JsonToken.VALUE_NUMBER_INT
                            && parser.getText().equals("0");
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
    }

    // Anything but an address would look like the end of the answer.
    private static @Nullable String address(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.VALUE_STRING && value != JsonToken.VALUE_NULL) {
            throw new IOException("expected an address in next_url, got " + value);
        }
        return textOrNull(parser, value);
    }

    private static long rows(JsonParser parser, JsonToken value) throws IOException {
        if (value == JsonToken.START_ARRAY) {
            return count(parser);
        }
        if (value == JsonToken.START_OBJECT) {
            parser.skipChildren();
            return 1;
        }
        return -1;
    }

    private static long count(JsonParser parser) throws IOException {
        long count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            count++;
        }
        return count;
    }

    private static @Nullable String textOrNull(JsonParser parser, JsonToken value) throws IOException {
        String text = value == JsonToken.VALUE_STRING ? parser.getText() : null;
        parser.skipChildren();
        return text == null || text.isBlank() ? null : text;
    }
}
