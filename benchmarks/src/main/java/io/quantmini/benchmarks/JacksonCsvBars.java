package io.quantmini.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** java.util.zip and Jackson's CSV, records as arrays, numbers by {@link Double#parseDouble}: nothing is checked. */
final class JacksonCsvBars implements BarReader {
    private static final ObjectReader RECORDS =
            new CsvMapper().enable(CsvParser.Feature.WRAP_AS_ARRAY).readerFor(String[].class);

    @Override
    public long read(Path file, LocalDate session, BarSink sink) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16);
                MappingIterator<String[]> records = RECORDS.readValues(in)) {
            RowBars bars = new RowBars(sink, List.of(records.nextValue()));
            while (records.hasNextValue()) {
                String[] record = records.nextValue();
                bars.add(column -> record[column]);
            }
            return bars.end();
        }
    }
}
