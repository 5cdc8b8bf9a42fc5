package io.quantmini.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.quantmini.admission.Admission;
import io.quantmini.admission.AdmissionRequest;
import io.quantmini.admission.AdmittedStream;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Ways to read a flat file of minute bars, from gzip to typed values. */
public enum IngestContender {
    /** The streaming ingestor behind admission: checked, accounted for, in Arrow columns. */
    QUANTMINI {
        @Override
        BarDigest read(Path file, LocalDate session) {
            BarDigest digest = new BarDigest();
            // beside the file and never written: a file with rows to quarantine fails the gate
            Path quarantine = file.resolveSibling(file.getFileName() + ".quarantine");
            AdmissionRequest request = AdmissionRequest.of(file, Dataset.STOCKS_MINUTE, session, quarantine);
            try (BufferAllocator allocator = new RootAllocator();
                    AdmittedStream rows = Admission.open(new StreamingIngestor(), request, allocator)) {
                while (rows.advance()) {
                    digest(rows.batch(), digest);
                }
            }
            return digest;
        }
    },

    /** java.util.zip and FastCSV, numbers by {@link Double#parseDouble}: nothing is checked or kept. */
    FASTCSV {
        @Override
        BarDigest read(Path file, LocalDate session) throws IOException {
            BarDigest digest = new BarDigest();
            try (CsvReader<CsvRecord> records = CsvReader.builder()
                    .ofCsvRecord(new InputStreamReader(
                            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8))) {
                Iterator<CsvRecord> rows = records.iterator();
                List<String> header = rows.next().getFields();
                int[] columns = COLUMNS.stream().mapToInt(header::indexOf).toArray();
                while (rows.hasNext()) {
                    digestRecord(rows.next(), columns, digest);
                }
            }
            return digest;
        }
    };

    private static final List<String> COLUMNS = List.of(
            BarSchema.TICKER,
            BarSchema.WINDOW_START,
            BarSchema.OPEN,
            BarSchema.HIGH,
            BarSchema.LOW,
            BarSchema.CLOSE,
            BarSchema.VOLUME,
            BarSchema.TRANSACTIONS);

    /** Reads the whole file and touches every value. */
    abstract BarDigest read(Path file, LocalDate session) throws IOException;

    /** Adds all rows of a batch of bronze minute bars, dates aside. */
    static void digest(VectorSchemaRoot batch, BarDigest digest) {
        VarCharVector symbol = (VarCharVector) batch.getVector(BarSchema.SYMBOL);
        TimeStampVector timestamp = (TimeStampVector) batch.getVector(BarSchema.TIMESTAMP);
        Float8Vector open = (Float8Vector) batch.getVector(BarSchema.OPEN);
        Float8Vector high = (Float8Vector) batch.getVector(BarSchema.HIGH);
        Float8Vector low = (Float8Vector) batch.getVector(BarSchema.LOW);
        Float8Vector close = (Float8Vector) batch.getVector(BarSchema.CLOSE);
        Float8Vector volume = (Float8Vector) batch.getVector(BarSchema.VOLUME);
        IntVector transactions = (IntVector) batch.getVector(BarSchema.TRANSACTIONS);
        for (int row = 0; row < batch.getRowCount(); row++) {
            digest.ticker(hash(symbol, row));
            digest.integer(timestamp.get(row));
            digest.number(open.get(row));
            digest.number(high.get(row));
            digest.number(low.get(row));
            digest.number(close.get(row));
            digest.number(volume.get(row));
            digest.integer(transactions.get(row));
        }
    }

    private static int hash(VarCharVector symbol, int row) {
        int hash = 0;
        for (int i = symbol.getStartOffset(row); i < symbol.getEndOffset(row); i++) {
            hash = 31 * hash + symbol.getDataBuffer().getByte(i);
        }
        return hash;
    }

    private static void digestRecord(CsvRecord record, int[] columns, BarDigest digest) {
        digest.ticker(record.getField(columns[0]).hashCode());
        digest.integer(Long.parseLong(record.getField(columns[1])) / 1_000);
        for (int column = 2; column < 7; column++) {
            digest.number(Double.parseDouble(record.getField(columns[column])));
        }
        digest.integer(Integer.parseInt(record.getField(columns[7])));
    }
}
