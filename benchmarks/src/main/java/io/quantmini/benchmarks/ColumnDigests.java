package io.quantmini.benchmarks;

import io.quantmini.market.BarSchema;
import io.quantmini.market.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * SHA-256 of the columns that a flat file has, named as there, for comparison with other programs: tickers each with a line feed,
 * numbers as little-endian bytes, starts in microseconds.
 */
final class ColumnDigests {
    private final Dataset dataset;
    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
    private long rows;

    ColumnDigests(Dataset dataset) {
        this.dataset = dataset;
        BarSchema.candidate().getFields().forEach(field -> digests.put(field.getName(), sha256()));
    }

    /** Reads the file; a JSON object with the number of rows and the digest of each column. */
    String of(Path file, OurIngestor ingestor) throws IOException {
        Ingested.of(file, dataset, ingestor, this::add);
        List<String> members = new ArrayList<>(List.of("\"rows\": " + rows));
        digests.forEach((name, digest) ->
                members.add("\"" + name + "\": \"" + HexFormat.of().formatHex(digest.digest()) + "\""));
        return "{" + String.join(", ", members) + "}";
    }

    private void add(VectorSchemaRoot batch) {
        rows += batch.getRowCount();
        digests.forEach((name, digest) -> add(vector(batch, name), digest));
    }

    private static FieldVector vector(VectorSchemaRoot batch, String name) {
        FieldVector vector = batch.getVector(name);
        if (vector == null) {
            vector = batch.getVector(name.equals(BarSchema.TICKER) ? BarSchema.SYMBOL : BarSchema.TIMESTAMP);
        }
        return Objects.requireNonNull(vector);
    }

    private static void add(FieldVector vector, MessageDigest digest) {
        int rows = vector.getValueCount();
        if (vector instanceof VarCharVector text) {
            for (int row = 0; row < rows; row++) {
                digest.update(text.get(row));
                digest.update((byte) '\n');
            }
        } else {
            int width = vector.getField().getName().equals(BarSchema.TRANSACTIONS) ? Integer.BYTES : Long.BYTES;
            digest.update(vector.getDataBuffer().nioBuffer(0, rows * width));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
