package io.quantmini.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantmini.QuantminiContext;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.integrity.LakeValidation;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.integrity.ValidationRequest;
import io.quantmini.lake.MemoryDisk;
import io.quantmini.market.Dataset;
import io.quantmini.pipeline.Settle;
import io.quantmini.storage.Accident.Kind;
import io.quantmini.storage.LakeAction.What;
import io.quantmini.storage.TriedLake.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is done to a lake in whatever order, and whatever goes wrong meanwhile: it holds the rows of the flat files that
 * were ingested, session by session all of one version of them.
 */
@AddLifecycleHook(LakeTries.class)
class LakeProperties {
    private static final int NEVER_CAME = -1;

    private static @Nullable Path directory;
    private static @Nullable QuantminiContext context;

    @BeforeContainer
    static void open() throws IOException {
        Path made = MemoryDisk.create();
        Files.writeString(made.resolve("calendar.yaml"), SessionVersions.CALENDAR);
        context = QuantminiContext.open(
                QuantminiConfig.builder().dataRoot(made).configRoot(made).build());
        directory = made;
    }

    @AfterContainer
    static void close() throws IOException {
        Objects.requireNonNull(context).close();
        Directories.delete(Objects.requireNonNull(directory));
    }

    @Property(tries = 40, seed = "20250102", edgeCases = EdgeCasesMode.NONE)
    void any_sequence_of_actions_and_accidents_keeps_the_rows(
            @ForAll("datasets") Dataset dataset, @ForAll("actions") List<LakeAction> actions) throws IOException {
        Path here = Files.createDirectory(Objects.requireNonNull(directory).resolve("try"));
        try {
            new Try(dataset, here).run(actions);
        } finally {
            Directories.delete(here);
        }
    }

    @Provide
    Arbitrary<Dataset> datasets() {
        return Arbitraries.of(Dataset.shipped());
    }

    @Provide
    Arbitrary<List<LakeAction>> actions() {
        return LakeAction.any().list().ofMinSize(1).ofMaxSize(16).withSizeDistribution(RandomDistribution.uniform());
    }

    /** One lake, and what it should hold. */
    private static final class Try {
        private final Dataset dataset;
        private final Path directory;
        private final SessionVersions versions;
        private final TriedLake lake;
        /** By session, the version of its flat file, and of its rows in the lake. */
        private final int[] came = new int[SessionVersions.SESSIONS.size()];

        private final int[] held = new int[SessionVersions.SESSIONS.size()];

        Try(Dataset dataset, Path directory) throws IOException {
            this.dataset = dataset;
            this.directory = directory;
            this.versions = new SessionVersions(dataset);
            this.lake = new TriedLake(context(), dataset, directory);
            Arrays.fill(came, NEVER_CAME);
            Arrays.fill(held, NEVER_CAME);
        }

        void run(List<LakeAction> actions) throws IOException {
            for (LakeAction action : actions) {
                if (action.what() == What.SETTLE) {
                    run(undisturbed(Settle.NEVER));
                }
                run(action);
            }
            run(undisturbed(Settle.AUTO));
            assertThat(held).isEqualTo(came);
            if (dataset.settles()) {
                assertThat(ofCompleteMonth(lake)).isEqualTo(ofCompleteMonth(lakeMadeAtOnce()));
            }
        }

        private void run(LakeAction action) throws IOException {
            int[] after = held.clone();
            for (int session : sessions(action)) {
                after[session] = came[session];
            }
            Ending ending = lake.perform(action);
            Statistics.label("how it went").collect(action.what(), ending);
            if (ending != Ending.CUT_SHORT) {
                assertHolds(after);
                System.arraycopy(after, 0, held, 0, held.length);
            } else {
                List<List<List<@Nullable Object>>> left = lake.rows();
                lake.recover();
                assertThat(lake.rows()).as("rows that recovery must not change").isEqualTo(left);
                findOut(left, after);
            }
            assertIsInOrder();
        }

        /** The sessions that an action ingests, whose flat files are there afterwards. */
        private List<Integer> sessions(LakeAction action) throws IOException {
            List<Integer> sessions = new ArrayList<>();
            if (action.what() == What.INGEST) {
                come(action.session(), action.version());
                sessions.add(action.session());
            } else if (action.what() == What.INGEST_ALL) {
                for (int session = 0; session < came.length; session++) {
                    if (came[session] == NEVER_CAME) {
                        come(session, 0);
                    }
                    sessions.add(session);
                }
            }
            return sessions;
        }

        private void come(int session, int version) throws IOException {
            if (came[session] != version) {
                versions.write(session, version, lake.flatFiles());
                came[session] = version;
            }
        }

        private void assertHolds(int[] expected) {
            List<List<List<@Nullable Object>>> rows = lake.rows();
            for (int session = 0; session < expected.length; session++) {
                assertThat(rows.get(session))
                        .as("rows of session %s, expected version %s", session, expected[session])
                        .containsExactlyInAnyOrderElementsOf(rows(session, expected[session]));
            }
        }

        /** Each session has the rows it had, or those it was to get. */
        private void findOut(List<List<List<@Nullable Object>>> rows, int[] after) {
            for (int session = 0; session < after.length; session++) {
                int version = isVersion(rows.get(session), session, after[session]) ? after[session] : held[session];
                assertThat(rows.get(session))
                        .as("rows of session %s, expected version %s or %s", session, held[session], after[session])
                        .containsExactlyInAnyOrderElementsOf(rows(session, version));
                held[session] = version;
            }
        }

        private boolean isVersion(List<List<@Nullable Object>> rows, int session, int version) {
            List<List<Object>> expected = rows(session, version);
            return rows.size() == expected.size() && rows.containsAll(expected);
        }

        private List<List<Object>> rows(int session, int version) {
            return version == NEVER_CAME ? List.of() : versions.rows(session, version);
        }

        private void assertIsInOrder() throws IOException {
            assertThat(lake.filesOnDisk()).as("files in bronze").isEqualTo(lake.filesCommitted());
            assertThat(LakeValidation.run(context(), lake.lake(), ValidationRequest.of(ValidationLevel.CONTENT))
                            .findings())
                    .isEmpty();
            assertThat(context().allocator().getAllocatedMemory()).isZero();
        }

        private TriedLake lakeMadeAtOnce() throws IOException {
            TriedLake once = new TriedLake(context(), dataset, directory.resolve("once"));
            for (int session = 0; session < came.length; session++) {
                versions.write(session, came[session], once.flatFiles());
            }
            assertThat(once.perform(undisturbed(Settle.AUTO))).isEqualTo(Ending.DONE);
            return once;
        }

        /** Its files, whose names are digests of their content. */
        private static List<String> ofCompleteMonth(TriedLake lake) {
            return lake.filesCommitted().stream()
                    .filter(file -> file.contains("2025-01") || file.contains("month=01"))
                    .toList();
        }

        private static LakeAction undisturbed(Settle settle) {
            return new LakeAction(What.INGEST_ALL, 0, 0, settle, new Accident(Kind.NONE, 0));
        }

        private static QuantminiContext context() {
            return Objects.requireNonNull(context);
        }
    }
}
