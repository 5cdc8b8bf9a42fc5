package io.quantmini.spi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.ProviderException;
import io.quantmini.QuantminiContext;
import io.quantmini.profile.SystemProfile;
import io.quantmini.profile.SystemProfiler;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.stage.Ingestor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {
    private static final SystemProfile MACHINE = SystemProfiler.profile(Path.of("."));

    @Test
    void the_highest_rank_that_supports_the_machine_wins() {
        Providers<IngestorProvider> providers =
                providers(new Fixed("plain", 0, true), new Fixed("fast", 2, true), new Fixed("huge", 9, false));
        assertThat(providers.choose(null, MACHINE).provider().id()).isEqualTo("fast");
        assertThat(providers.choose(null, MACHINE).reason()).contains("fast", "plain");
    }

    @Test
    void an_id_wins_over_rank() {
        Providers<IngestorProvider> providers = providers(new Fixed("plain", 0, true), new Fixed("fast", 2, true));
        assertThat(providers.choose("plain", MACHINE).provider().id()).isEqualTo("plain");
    }

    @Test
    void a_tie_names_the_candidates() {
        Providers<IngestorProvider> providers = providers(new Fixed("one", 1, true), new Fixed("two", 1, true));
        assertThatThrownBy(() -> providers.choose(null, MACHINE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("Ingestor", "one", "two");
    }

    @Test
    void nothing_names_the_artifact_to_add() {
        Providers<IngestorProvider> providers = providers();
        assertThatThrownBy(() -> providers.choose(null, MACHINE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContainingAll("io.quantmini:quantmini-ingest", "service files were not merged");
        assertThatThrownBy(() -> providers.choose("fast", MACHINE)).hasMessageContaining("fast");
    }

    private static Providers<IngestorProvider> providers(IngestorProvider... providers) {
        return Providers.of(IngestorProvider.class, "quantmini-ingest", List.of(providers));
    }

    private record Fixed(String id, int rank, boolean able) implements IngestorProvider {
        @Override
        public String describe() {
            return id;
        }

        @Override
        public boolean supports(SystemProfile profile) {
            return able;
        }

        @Override
        public Ingestor create(QuantminiContext context) {
            throw new IllegalStateException("choosing makes nothing");
        }
    }
}
