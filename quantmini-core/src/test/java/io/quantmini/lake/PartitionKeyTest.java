package io.quantmini.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartitionKeyTest {
    private static final LocalDate SESSION = LocalDate.of(2025, 9, 29);

    @ParameterizedTest
    @CsvSource({
        "stocks_daily, '', bronze/stocks_daily/year=2025/month=09",
        "stocks_minute, AAPL, bronze/stocks_minute/symbol=AAPL/year=2025/month=09",
        "options_daily, SPY, bronze/options_daily/underlying=SPY/year=2025/month=09",
        "options_minute, SPY, bronze/options_minute/underlying=SPY/date=2025-09-29"
    })
    void each_layout_has_its_directory(String dataset, String value, String directory) {
        PartitionKey key = PartitionKey.settled(Dataset.named(dataset), Layer.BRONZE, value, SESSION);

        assertThat(key.directory()).isEqualTo(directory);
        assertThat(key.isSession()).isFalse();
    }

    @Test
    void an_unsettled_session_has_one_directory_for_all_symbols() {
        PartitionKey key = PartitionKey.session(Dataset.STOCKS_MINUTE, Layer.SILVER, SESSION);

        assertThat(key.directory()).isEqualTo("silver/_sessions/stocks_minute/date=2025-09-29");
        assertThat(key.isSession()).isTrue();
    }

    @Test
    void a_file_is_named_after_its_content() {
        PartitionKey key = PartitionKey.session(Dataset.STOCKS_MINUTE, Layer.BRONZE, SESSION);

        assertThat(key.file("0123456789abcdef"))
                .isEqualTo("bronze/_sessions/stocks_minute/date=2025-09-29/part-0123456789abcdef.parquet");
        assertThatIllegalArgumentException().isThrownBy(() -> key.file("0123"));
        assertThatIllegalArgumentException().isThrownBy(() -> key.file("0123456789ABCDEF"));
    }

    @Test
    void a_month_partition_spans_the_month_and_a_session_its_date() {
        PartitionKey month = PartitionKey.settled(Dataset.STOCKS_MINUTE, Layer.BRONZE, "A", SESSION);
        PartitionKey date = PartitionKey.settled(Dataset.OPTIONS_MINUTE, Layer.BRONZE, "A", SESSION);

        assertThat(month.dates()).isEqualTo(SessionRange.of("2025-09-01", "2025-09-30"));
        assertThat(date.dates()).isEqualTo(SessionRange.of(SESSION));
        assertThat(month.overlaps(SessionRange.of("2025-09-30", "2025-10-30"))).isTrue();
        assertThat(month.overlaps(SessionRange.of("2025-10-01", "2025-10-30"))).isFalse();
        assertThat(month.overlaps(SessionRange.of("2025-08-01", "2025-08-31"))).isFalse();
    }

    @Test
    void a_symbol_is_wanted_exactly_where_the_layout_has_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionKey.settled(Dataset.STOCKS_DAILY, Layer.BRONZE, "AAPL", SESSION));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionKey.settled(Dataset.STOCKS_MINUTE, Layer.BRONZE, "", SESSION));
    }

    @Property(tries = 300)
    void a_path_gives_its_key_back(
            @ForAll @StringLength(min = 1, max = 12) String value,
            @ForAll @IntRange(min = 0, max = 20_000) int day,
            @ForAll Layer layer,
            @ForAll @IntRange(min = 0, max = 3) int which) {
        Dataset dataset = Dataset.shipped().get(which);
        LocalDate session = LocalDate.ofEpochDay(12_000 + day);
        String symbol = dataset.equals(Dataset.STOCKS_DAILY) ? "" : ticker(value);
        PartitionKey settled = PartitionKey.settled(dataset, layer, symbol, session);
        PartitionKey alone = PartitionKey.session(dataset, layer, session);

        assertThat(PartitionKey.parse(settled.directory())).isEqualTo(settled);
        assertThat(PartitionKey.parse(settled.file("0123456789abcdef"))).isEqualTo(settled);
        assertThat(PartitionKey.parse(alone.file("0123456789abcdef"))).isEqualTo(alone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bronze",
                "gold/stocks_daily/year=2025/month=09",
                "bronze/stocks_daily/year=2025",
                "bronze/stocks_daily/year=2025/month=9",
                "bronze/stocks_daily/year=2025/month=13",
                "bronze/stocks_daily/year=2025/month=09/other.parquet",
                "bronze/stocks_daily/year=2025/month=09/../month=10",
                "bronze/stocks_minute/symbol=AAPL/date=2025-09-29",
                "bronze/stocks_minute/symbol=aapl/year=2025/month=09",
                "bronze/stocks_minute/symbol=AAPL/year=2025/month=09/deeper/part-0123456789abcdef.parquet",
                "bronze/_sessions/stocks_minute/date=2025-02-30",
                "/bronze/stocks_daily/year=2025/month=09"
            })
    void a_path_of_another_shape_is_an_error_that_quotes_it(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionKey.parse(path))
                .withMessageContaining("[" + path + "]");
    }

    private static String ticker(String text) {
        StringBuilder ticker = new StringBuilder();
        String alphabet = "ABCXYZabcxyz0189./:_-";
        text.chars().forEach(c -> ticker.append(alphabet.charAt(c % alphabet.length())));
        return ticker.toString();
    }
}
