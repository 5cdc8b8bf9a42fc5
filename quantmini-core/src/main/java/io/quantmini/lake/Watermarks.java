package io.quantmini.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.quantmini.market.SessionRange;
import io.quantmini.market.TradingCalendar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Watermarks, worked out from what is committed and the calendar: no clock, so the same ledger gives the same. A file for
 * a day without a session moves none, and neither does a file without rows. Pure functions.
 */
public final class Watermarks {
    private Watermarks() {}

    /** The watermark of every dataset and layer that the ledger knows, by dataset, bronze before silver. */
    public static List<Watermark> of(LakeCatalog catalog, TradingCalendar calendar) {
        List<Watermark> watermarks = new ArrayList<>();
        for (String dataset : catalog.datasets()) {
            for (Layer layer : Layer.values()) {
                Watermark watermark = of(catalog, calendar, dataset, layer);
                if (watermark.start() != null || !watermark.pending().isEmpty()) {
                    watermarks.add(watermark);
                }
            }
        }
        return watermarks;
    }

    /** {@code stocks} or {@code options}: the directory below {@code metadata} for what is kept about a dataset. */
    static String family(String dataset) {
        return dataset.startsWith("options") ? "options" : "stocks";
    }

    /** The text of {@code metadata/<family>/watermarks.json}. */
    static byte[] json(List<Watermark> watermarks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(Separators.createDefaultInstance()
                            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                            .withArrayValueSpacing(Separators.Spacing.AFTER)
                            .withArrayEmptySeparator(""))
                    .withArrayIndenter(DefaultPrettyPrinter.NopIndenter.instance)
                    .withObjectIndenter(new DefaultIndenter("  ", "\n")));
            json.writeStartObject();
            String dataset = "";
            for (Watermark watermark : watermarks) {
                if (!watermark.dataset().equals(dataset)) {
                    if (!dataset.isEmpty()) {
                        json.writeEndObject();
                    }
                    dataset = watermark.dataset();
                    json.writeObjectFieldStart(dataset);
                }
                write(json, watermark);
            }
            if (!dataset.isEmpty()) {
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Watermark of(LakeCatalog catalog, TradingCalendar calendar, String dataset, Layer layer) {
        NavigableSet<LocalDate> filled = new TreeSet<>();
        Set<LocalDate> pending = new TreeSet<>(catalog.rejectedDates(dataset, layer));
        catalog.sessionsOf(dataset, layer).forEach((date, session) -> {
            boolean counts = calendar.isSession(date) && session.entry().published() > 0;
            (counts ? filled : pending).add(date);
        });
        if (layer == Layer.SILVER) {
            catalog.sessionsOf(dataset, Layer.BRONZE).forEach((date, session) -> {
                if (session.entry().published() > 0) {
                    pending.add(date);
                }
            });
        }
        pending.removeIf(date -> filled.contains(date) || !calendar.isSession(date));
        if (filled.isEmpty()) {
            return new Watermark(dataset, layer, null, null, null, List.of(), List.copyOf(pending));
        }
        List<LocalDate> holes = new ArrayList<>(calendar.sessions(new SessionRange(filled.first(), filled.last())));
        holes.removeIf(filled::contains);
        LocalDate through = holes.isEmpty() ? filled.last() : filled.lower(holes.get(0));
        return new Watermark(dataset, layer, filled.first(), through, filled.last(), holes, List.copyOf(pending));
    }

    private static void write(JsonGenerator json, Watermark watermark) throws IOException {
        json.writeObjectFieldStart(watermark.layer().directory());
        write(json, "start", watermark.start());
        write(json, "through", watermark.through());
        write(json, "last", watermark.last());
        write(json, "holes", watermark.holes());
        write(json, "pending", watermark.pending());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, @Nullable LocalDate date) throws IOException {
        json.writeStringField(name, date == null ? null : date.toString());
    }

    private static void write(JsonGenerator json, String name, List<LocalDate> dates) throws IOException {
        json.writeArrayFieldStart(name);
        for (LocalDate date : dates) {
            json.writeString(date.toString());
        }
        json.writeEndArray();
    }
}
