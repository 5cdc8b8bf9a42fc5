package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.batch.RowStream;
import io.quantmini.lake.Layer;
import io.quantmini.market.Dataset;
import io.quantmini.stage.Placement;
import io.quantmini.stage.StagedFile;
import io.quantmini.stage.WriteRequest;
import io.quantmini.storage.internal.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What we write, as three readers see it: ours, parquet-java's record reader, DuckDB. */
class OtherReadersTest {
    @TempDir
    Path staging;

    private final BufferAllocator allocator = new RootAllocator();

    @AfterEach
    void nothing_is_left_allocated() {
        allocator.close();
    }

    @ParameterizedTest
    @CsvSource({"1,10,4", "2,7,7", "2,14,7", "3,20,4", "3,21,5", "3,22,22", "40,131072,8192"})
    void hostile_values_come_back_bit_for_bit(int rowsEach, int groupRows, int pageRows)
            throws IOException, SQLException {
        List<List<@Nullable Object>> rows = HostileRows.rows(rowsEach);
        FileFormat format = new FileFormat(PageCompression.ZSTD_1, groupRows, pageRows);
        StagedFile file = write(rows, format);
        List<List<@Nullable Object>> expected = HostileRows.bits(rows);

        assertThat(HostileRows.bits(StagedFiles.read(file, allocator))).isEqualTo(expected);
        assertThat(HostileRows.bits(OtherReaders.parquetJava(file.staged()))).isEqualTo(expected);
        assertThat(HostileRows.bits(OtherReaders.duckDb(file.staged(), HostileRows.schema())))
                .isEqualTo(expected);
    }

    private StagedFile write(List<List<@Nullable Object>> rows, FileFormat format) {
        WriteRequest request = new WriteRequest(Dataset.STOCKS_MINUTE, Layer.SILVER, Placement.SESSION, 1, staging);
        try (RowStream stream = new RowStream(HostileRows.schema(), rows, 16, allocator)) {
            return new ParquetPartitionWriter(format)
                    .write(request, stream, allocator)
                    .get(0);
        }
    }
}
