package io.quantmini.query.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantmini.batch.BatchStream;
import io.quantmini.batch.RowStream;
import io.quantmini.lake.Lake;
import io.quantmini.query.QueryException;
import io.quantmini.query.QueryException.Reason;
import io.quantmini.query.QuerySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Statements that fail before their first row. All that the driver says of them is "Invalid result set", so they are run once
 * more to hear why, and asked again where that finds nothing wrong. A sequence, which no failure takes back, counts the runs.
 */
class StartedQuestionTest {
    @TempDir
    Path directory;

    private final BufferAllocator allocator = new RootAllocator();
    private Path temp;
    private SharedSession session;

    @BeforeEach
    void open() throws IOException, SQLException {
        temp = Files.createDirectory(directory.resolve("temp"));
        QuerySettings settings = new QuerySettings(64 << 20, 2, temp);
        session = new SharedSession(
                new DuckDbSession.Settings(settings.memoryBytes(), settings.threads(), temp, List.of(), List.of()),
                settings);
        try (SharedSession.Lease lease = session.lease(session.patience())) {
            lease.execute("CREATE SEQUENCE run");
        }
    }

    @AfterEach
    void everything_was_given_back() throws IOException {
        session.close();
        allocator.close();
        try (Stream<Path> left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private List<List<@Nullable Object>> ask(String select, Object... parameters) {
        Patience patience = session.patience();
        PlannedFiles none = new PlannedFiles(Lake.at(directory.resolve("lake")), patience);
        Question question = new Question(select, List.of(parameters), Map.of(), none);
        try (BatchStream rows = DuckDbAnswer.open(question, session.lease(patience), allocator, new Faults(64 << 20))) {
            return RowStream.drain(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select ?::int                             | Could not convert string 'abc' to INT32",
                "select error(?)                           | abc",
                "select ? from range(3) order by error('x')| Invalid Input Error: x",
                "select (select ? from range(3))           | More than one row returned by a subquery"
            })
    void a_statement_that_fails_at_once_says_why(String select, String reason) {
        assertThatThrownBy(() -> ask(select, "abc"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
                .hasMessageContaining(reason)
                .hasMessageNotContaining("Invalid result set");
        assertThat(allocator.getAllocatedMemory()).isZero();
    }

    @Test
    void what_was_wrong_once_has_passed_when_it_is_asked_again() {
        assertThat(ask("select case when nextval('run') = 1 then error('once') else 7::int end"))
                .isEqualTo(List.of(List.of(7)));

        assertThat(ask("select nextval('run')"))
                .as("it failed, was run to hear why, and was asked again")
                .isEqualTo(List.of(List.of(4L)));
    }

    @Test
    void what_is_wrong_each_time_it_is_asked_and_never_when_it_is_to_say_why_fails_in_the_end() {
        assertThatThrownBy(() -> ask("select case when nextval('run') % 2 = 1 then error('odd') else 7 end"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
                .hasMessageContaining("Invalid result set");

        assertThat(ask("select nextval('run')"))
                .as("asked five times, and run four times to hear why")
                .isEqualTo(List.of(List.of(10L)));
    }
}
