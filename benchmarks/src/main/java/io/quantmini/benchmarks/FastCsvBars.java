package io.quantmini.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;

/** java.util.zip and FastCSV, numbers by {@link Double#parseDouble}: nothing is checked. */
final class FastCsvBars implements BarReader {
    @Override
    public long read(Path file, LocalDate session, BarSink sink) throws IOException {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
            Iterator<CsvRecord> rows = records.iterator();
            RowBars bars = new RowBars(sink, rows.next().getFields());
            while (rows.hasNext()) {
                bars.add(rows.next()::getField);
            }
            return bars.end();
        }
    }
}
