package io.quantmini.qlib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.integrity.QlibCheck;
import io.quantmini.integrity.QlibFinding;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.PipelineInterruptedException;
import io.quantmini.stage.QlibInspection;
import io.quantmini.stage.QlibInspectionRequest;
import io.quantmini.stage.QlibRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a look at a directory while something else happens. */
class QlibValidatorBesideTest {
    @TempDir
    private Path lake;

    private Gold gold;
    private SilverRows rows;

    @BeforeEach
    void writeDirectory() {
        gold = new Gold(lake.resolve("qlib"), "stocks_daily", Dataset.STOCKS_DAILY);
        rows = new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 8).day("AAA", "2024-01-03", 9);
        gold.update(rows);
    }

    @Test
    void an_update_meanwhile_is_one_finding_and_the_next_look_is_whole() {
        SilverRows corrected =
                new SilverRows(Dataset.STOCKS_DAILY).day("AAA", "2024-01-02", 8).day("BBB", "2024-01-03", 9);
        QlibRequest before = gold.request(gold.input(
                range -> {
                    gold.digest("2").update(corrected);
                    return rows.open();
                },
                rows));
        QlibInspection inspection =
                new QlibValidator().inspect(new QlibInspectionRequest(before, ValidationLevel.CONTENT, 2));
        assertThat(inspection.findings()).extracting(QlibFinding::check).containsExactly(QlibCheck.MANIFEST);
        assertThat(gold.inspect(corrected, ValidationLevel.CONTENT).faults()).isEmpty();
    }

    @Test
    void an_interrupted_thread_ends_the_look() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> gold.inspect(rows, ValidationLevel.CONTENT))
                    .isInstanceOf(PipelineInterruptedException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(gold.inspect(rows, ValidationLevel.CONTENT).isClean()).isTrue();
    }

    @Test
    void a_look_changes_nothing() {
        var content = gold.everything();
        gold.inspect(rows, ValidationLevel.CONTENT);
        assertThat(gold.everything()).isEqualTo(content);
    }
}
