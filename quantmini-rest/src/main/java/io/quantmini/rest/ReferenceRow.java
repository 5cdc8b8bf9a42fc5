package io.quantmini.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a reference file, and where it stands. Fields nobody asks for may be anything.
 *
 * @param file it comes from
 * @param pointer JSON Pointer to it
 * @param line where it starts
 * @param node what it is, which may turn out to be no object
 */
record ReferenceRow(Path file, String pointer, int line, JsonNode node) {
    /** Text that is not empty. */
    String text(String field) {
        JsonNode value = required(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw fault(field, "a text", value);
        }
        return value.textValue();
    }

    /** Text, or null when it is not there or null. */
    @Nullable
    String optionalText(String field) {
        JsonNode value = object().path(field);
        return value.isMissingNode() || value.isNull() ? null : text(field);
    }

    /** A date such as {@code 2014-06-09}. */
    LocalDate date(String field) {
        JsonNode value = required(field);
        try {
            return LocalDate.parse(value.isTextual() ? value.textValue() : "");
        } catch (DateTimeParseException e) {
            throw fault(field, "a date such as 2014-06-09", value);
        }
    }

    /** A finite number, written as a number. */
    double number(String field) {
        JsonNode value = required(field);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw fault(field, "a number", value);
        }
        return value.doubleValue();
    }

    /** The object in a field. */
    ReferenceRow child(String field) {
        return new ReferenceRow(file, pointer + "/" + field, line, required(field));
    }

    /** The elements of the array in a field. */
    List<ReferenceRow> children(String field) {
        JsonNode array = required(field);
        if (!array.isArray()) {
            throw fault(field, "an array", array);
        }
        List<ReferenceRow> rows = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            rows.add(new ReferenceRow(file, pointer + "/" + field + "/" + i, line, array.get(i)));
        }
        return rows;
    }

    private JsonNode required(String field) {
        JsonNode value = object().path(field);
        if (value.isMissingNode() || value.isNull()) {
            throw new ReferenceException(
                    file, pointer + "/" + field, line, "expected a value, got none; is this the right file?", null);
        }
        return value;
    }

    private JsonNode object() {
        if (!node.isObject()) {
            throw new ReferenceException(file, pointer, line, "expected an object, got " + shown(node), null);
        }
        return node;
    }

    private ReferenceException fault(String field, String expected, JsonNode got) {
        return new ReferenceException(
                file, pointer + "/" + field, line, "expected " + expected + ", got " + shown(got), null);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
