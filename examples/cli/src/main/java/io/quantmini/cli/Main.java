package io.quantmini.cli;

import io.quantmini.QuantminiException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Entry point of {@code ./quantmini}. Exit codes: 0 done, 1 something failed, 2 wrong usage, 130 interrupted.
 */
@Command(
        name = "quantmini",
        description = "Turns US market flat files into a research-ready lake.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "quantmini 0.1.0-SNAPSHOT",
        footer = {"", "Start with:  ./quantmini demo"})
public final class Main implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /** In the order of the help. */
    private static final List<Class<?>> COMMANDS = List.of(
            DemoCommand.class,
            TestS3Command.class,
            DownloadCommand.class,
            IngestCommand.class,
            ReferenceCommand.class,
            FeaturesCommand.class,
            QlibCommand.class,
            QueryCommand.class,
            BarsCommand.class,
            FilesCommand.class,
            ValidateCommand.class,
            SettleCommand.class,
            CompactCommand.class,
            ProfileCommand.class,
            CompareCommand.class);

    /** Commands that have nothing to leave behind but temporary files. */
    private static final Set<String> QUESTIONS = Set.of("query", "bars");

    private static final int CANCEL_SECONDS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @CommandLine.Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        CountDownLatch ended = new CountDownLatch(1);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Runnable interrupted = arguments.length > 0 && QUESTIONS.contains(arguments[0])
                ? cancelling(Thread.currentThread(), ended)
                : () -> err.println(
                        "quantmini: interrupted; what is committed stays, the same command again goes on from there");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                interrupted.run();
            }
        }));
        int code = run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), err, arguments);
        ended.countDown();
        System.exit(code);
    }

    /** Has the thread end its question and tidy up; the process waits for it, but not for ever. */
    private static Runnable cancelling(Thread asking, CountDownLatch ended) {
        return () -> {
            asking.interrupt();
            try {
                if (!ended.await(CANCEL_SECONDS, TimeUnit.SECONDS)) {
                    LOG.debug("The question did not end");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return commandLine(arguments)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command))
                .execute(arguments);
    }

    /** With the command that is asked for, or with all where it is none of them: to read about all takes time. */
    private static CommandLine commandLine(String... arguments) {
        CommandLine line = new CommandLine(new Main());
        List<Class<?>> asked = COMMANDS.stream()
                .filter(type -> arguments.length > 0
                        && type.getAnnotation(Command.class).name().equals(arguments[0]))
                .toList();
        (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
        return line;
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "expected a command");
        }
    }

    private static int report(Exception failure, CommandLine command) {
        if (failure instanceof QuantminiException || failure instanceof IllegalArgumentException) {
            command.getErr().println("quantmini: " + failure.getMessage());
            LOG.debug("The failure whole", failure);
        } else {
            command.getErr().println("quantmini: unexpected failure; this is a defect, please report it");
            failure.printStackTrace(command.getErr());
        }
        return FAILED;
    }
}
