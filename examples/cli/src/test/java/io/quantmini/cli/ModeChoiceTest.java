package io.quantmini.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.Quantmini;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.ingest.StreamingIngestor;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.FlatFiles;
import io.quantmini.pipeline.PipelineBuilder;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeChoiceTest {
    @TempDir
    Path directory;

    @Test
    void without_a_word_it_is_the_adaptive_one_and_the_plan_says_what_that_does_here() {
        assertThat(bronze(QuantminiConfig.builder(), pipeline -> pipeline))
                .contains("adaptive (streaming for this memory", "highest rank of", "streaming", "plain");
    }

    @Test
    void a_configured_mode_is_its_ingestor() {
        for (ExecutionMode mode : ExecutionMode.values()) {
            assertThat(bronze(QuantminiConfig.builder().mode(mode), pipeline -> pipeline))
                    .contains(mode.name().toLowerCase(Locale.ROOT) + " (", "asked for by pipeline_mode");
        }
    }

    @Test
    void code_wins_over_the_configuration() {
        QuantminiConfig.Builder batch = QuantminiConfig.builder().mode(ExecutionMode.BATCH);
        assertThat(bronze(batch, pipeline -> pipeline.provider(Ingestor.class, "plain")))
                .contains("plain (", "asked for by id");
        assertThat(bronze(batch, pipeline -> pipeline.ingestor(new StreamingIngestor())))
                .contains("StreamingIngestor", "given by the program");
    }

    /** The plan's line of bronze, with a budget of at most 1 GiB. */
    private String bronze(QuantminiConfig.Builder config, UnaryOperator<PipelineBuilder> pipeline) {
        try (Quantmini quantmini = Quantmini.open(
                config.dataRoot(directory.resolve("lake")).maxMemoryGb(1).build())) {
            String plan = pipeline.apply(quantmini
                            .pipeline()
                            .source(FlatFiles.directory(directory))
                            .datasets(Dataset.STOCKS_DAILY))
                    .plan()
                    .describe();
            return plan.lines()
                    .filter(line -> line.startsWith("bronze"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
