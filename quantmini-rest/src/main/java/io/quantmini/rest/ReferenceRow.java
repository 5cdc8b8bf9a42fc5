package io.quantmini.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
        return isThere(field) ? text(field) : null;
    }

    /** A date such as {@code 2014-06-09}. */
    LocalDate date(String field) {
        JsonNode value = required(field);
        try {
            // Ten characters: a longer one is a year that no table holds.
            return LocalDate.parse(value.isTextual() && value.textValue().length() == 10 ? value.textValue() : "");
        } catch (DateTimeException e) {
            throw fault(field, "a date such as 2014-06-09", value);
        }
    }

    /** As {@link #number}, or null when it is not there or null. */
    @Nullable
    Double optionalNumber(String field) {
        return isThere(field) ? (Double) number(field) : null;
    }

    /** A whole number of 64 bits, or null when it is not there or null; {@code 7.0} is one. */
    @Nullable
    Long optionalWhole(String field) {
        if (!isThere(field)) {
            return null;
        }
        double value = number(field);
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw fault(field, "a whole number", required(field));
        }
        return (long) value;
    }

    /** True or false. */
    boolean truth(String field) {
        JsonNode value = required(field);
        if (!value.isBoolean()) {
            throw fault(field, "true or false", value);
        }
        return value.booleanValue();
    }

    /** As {@link #truth}, or null when it is not there or null. */
    @Nullable
    Boolean optionalTruth(String field) {
        return isThere(field) ? (Boolean) truth(field) : null;
    }

    /** A moment such as {@code 2020-11-27T18:00:00Z}, or a date for its first in UTC; null when it is not there or null. */
    @Nullable
    Instant optionalMoment(String field) {
        if (!isThere(field)) {
            return null;
        }
        String text = text(field);
        try {
            Instant moment = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            return requireYear(field, moment);
        } catch (DateTimeException e) {
            throw fault(field, "a moment such as 2020-11-27T18:00:00Z", required(field));
        }
    }

    /** A moment in milliseconds since 1970. */
    Instant moment(String field) {
        double millis = number(field);
        if (millis != Math.rint(millis) || Math.abs(millis) > 1e14) {
            throw fault(field, "milliseconds since 1970", required(field));
        }
        return requireYear(field, Instant.ofEpochMilli((long) millis));
    }

    private Instant requireYear(String field, Instant moment) {
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        if (year < 1 || year > 9999) {
            throw fault(field, "a year from 1 to 9999", required(field));
        }
        return moment;
    }

    /** Whether a field is there and not null. */
    boolean isThere(String field) {
        JsonNode value = object().path(field);
        return !value.isMissingNode() && !value.isNull();
    }

    /** What is in a field, as JSON; null when it is not there or null. */
    @Nullable
    String optionalJson(String field) {
        return isThere(field) ? required(field).toString() : null;
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
