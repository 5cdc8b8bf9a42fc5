package io.quantmini.cli;

import io.quantmini.QuantminiContext;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.Dataset;
import io.quantmini.s3.S3DownloaderProvider;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.RemoteObject;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whether the object store can be asked. */
@Command(
        name = "test-s3",
        description = "Asks the object store for a listing and one file's head; says in one line what is wrong.",
        footer = {"", "Example:", "  ./quantmini test-s3 --month 2025-01"})
final class TestS3Command implements Callable<Integer> {
    @Mixin
    private final LakeOptions options = new LakeOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--month",
            paramLabel = "YYYY-MM",
            defaultValue = "2025-01",
            description = "Month of daily stock bars to list (default: ${DEFAULT-VALUE}).")
    private YearMonth month = YearMonth.of(2025, 1);

    @Override
    public Integer call() {
        CommandLine command = Commands.commandLine(spec);
        QuantminiConfig config = Commands.configuration(options).build();
        try (QuantminiContext context = QuantminiContext.open(config);
                Downloader downloader = new S3DownloaderProvider().create(context)) {
            LocalDate first = month.atDay(1);
            String key = Dataset.STOCKS_DAILY.key(first);
            List<RemoteObject> listed = downloader.list(key.substring(0, key.lastIndexOf('/') + 1));
            boolean sound = !listed.isEmpty()
                    && downloader
                            .head(listed.get(0).key())
                            .filter(listed.get(0)::equals)
                            .isPresent();
            print(command, config.s3(), listed, sound);
            return sound ? Main.DONE : Main.FAILED;
        }
    }

    private void print(CommandLine command, QuantminiConfig.S3 store, List<RemoteObject> listed, boolean sound) {
        if (options.json) {
            Commands.json(
                    command, Map.of("endpoint", store.endpoint().toString(), "objects", listed.size(), "sound", sound));
        } else if (listed.isEmpty()) {
            command.getErr()
                    .println("quantmini: [" + store.endpoint() + " " + store.bucket()
                            + "] answers and takes the credentials, but lists no daily stock bars of " + month
                            + "; check the bucket, or try another --month");
        } else if (!sound) {
            command.getErr()
                    .println("quantmini: [" + store.endpoint() + " " + store.bucket() + "] lists "
                            + listed.get(0).key() + ", but its head does not agree with the listing; try again later");
        } else {
            command.getOut()
                    .println(String.format(
                            Locale.ROOT,
                            "%s %s: endpoint, credentials, listing (%d files of %s) and head are fine",
                            store.endpoint(),
                            store.bucket(),
                            listed.size(),
                            month));
        }
    }
}
