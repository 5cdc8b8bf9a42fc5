package io.quantmini.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Walks the records of one reference file, one at a time: those of an answer ({@code {"results": …}}), of a bare array, or
 * of several of these one after the other or in an array, as somebody may have saved pages. An answer whose results are an
 * object is one record.
 */
final class ReferencePages {
    private static final JsonFactory JSON = new ObjectMapper()
            .getFactory()
            .rebuild()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path file;
    private final JsonParser parser;
    private final Consumer<ReferenceRow> sink;

    private ReferencePages(Path file, JsonParser parser, Consumer<ReferenceRow> sink) {
        this.file = file;
        this.parser = parser;
        this.sink = sink;
    }

    /** Gives each record to the sink, in file order. */
    static void read(Path file, Consumer<ReferenceRow> sink) {
        try (InputStream in = Files.newInputStream(file);
                JsonParser parser = JSON.createParser(in)) {
            parser.setCodec(new ObjectMapper());
            new ReferencePages(file, parser, sink).readAll();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new ReferenceException(
                    file, "", Math.max(0, line), "expected JSON, got: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ReferenceException(file, "", 0, e + "; check the path and its permissions", e);
        }
    }

    /** The answer itself as one record, whatever is in it. */
    static ReferenceRow whole(Path file) {
        try {
            return new ReferenceRow(file, "", 1, new ObjectMapper().readTree(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new ReferenceException(
                    file, "", 0, "expected JSON, got " + e.getClass().getSimpleName(), e);
        }
    }

    private void readAll() throws IOException {
        boolean empty = true;
        while (parser.nextToken() != null) {
            empty = false;
            page("");
        }
        if (empty) {
            throw fault("", "expected JSON, got an empty file");
        }
    }

    /** The current token starts an answer or an array of answers or records. */
    private void page(String pointer) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                record(pointer + "/" + i);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            answer(pointer);
        } else {
            throw fault(pointer, "expected an answer with results, got " + parser.getText());
        }
    }

    private void answer(String pointer) throws IOException {
        boolean found = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (field.equals("resultsCount") || field.equals("count")) {
                found |= value == JsonToken.VALUE_NUMBER_INT && parser.getText().equals("0");
                parser.skipChildren();
            } else if (!field.equals("results")) {
                parser.skipChildren();
            } else if (value == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else if (value == JsonToken.START_ARRAY) {
                found = true;
                page(pointer + "/results");
            } else {
                found = true;
                record(pointer + "/results");
            }
        }
        if (!found) {
            throw fault(pointer + "/results", "expected results, got an answer without; is this the right file?");
        }
    }

    /** The current token starts a record; one with results of its own is a page. */
    private void record(String pointer) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        JsonNode node = parser.readValueAsTree();
        JsonNode results = node.path("results");
        if (results.isArray()) {
            for (int i = 0; i < results.size(); i++) {
                sink.accept(new ReferenceRow(file, pointer + "/results/" + i, line, results.get(i)));
            }
        } else {
            sink.accept(new ReferenceRow(file, pointer, line, node));
        }
    }

    private ReferenceException fault(String pointer, String text) {
        return new ReferenceException(file, pointer, parser.currentLocation().getLineNr(), text, null);
    }
}
