package io.quantmini.benchmarks;

import io.quantmini.market.BarSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.c.ArrowSchema;
import org.apache.arrow.c.Data;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.scanner.csv.CsvConvertOptions;
import org.apache.arrow.dataset.scanner.csv.CsvFragmentScanOptions;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.dataset.source.DatasetFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Arrow's own CSV reader, in C++, on the threads of its pool: as many as cores, or as {@code OMP_NUM_THREADS} says. Its memory is
 * native and freed on those threads, some of it after the reader is closed, so the allocator sees none of it.
 */
final class ArrowDatasetBars implements BarReader {
    private static final int BATCH_ROWS = 64 << 10;

    private static final Schema SCHEMA = new Schema(BarSchema.candidate().getFields().stream()
            .map(field -> Field.nullable(field.getName(), field.getType()))
            .toList());

    @Override
    @SuppressWarnings("try") // close() may throw anything, as the interfaces have it
    public long read(Path file, LocalDate session, BarSink sink) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowSchema types = ArrowSchema.allocateNew(allocator);
                DatasetFactory factory = new FileSystemDatasetFactory(
                        allocator,
                        NativeMemoryPool.getDefault(),
                        FileFormat.CSV,
                        file.toUri().toString());
                Dataset dataset = factory.finish(SCHEMA);
                Scanner scanner = dataset.newScan(options(allocator, types));
                ArrowReader reader = scanner.scanBatches()) {
            long rows = 0;
            while (reader.loadNextBatch()) {
                sink.accept(ArrowBars.candidates(reader.getVectorSchemaRoot()));
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
            return rows;
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** With the types of the columns, which it would guess otherwise. */
    private static ScanOptions options(BufferAllocator allocator, ArrowSchema types) {
        Data.exportSchema(allocator, SCHEMA, null, types);
        CsvConvertOptions convert = new CsvConvertOptions(Map.of());
        convert.setArrowSchema(types);
        return new ScanOptions.Builder(BATCH_ROWS)
                .columns(Optional.empty())
                .fragmentScanOptions(new CsvFragmentScanOptions(convert, Map.of(), Map.of()))
                .build();
    }
}
