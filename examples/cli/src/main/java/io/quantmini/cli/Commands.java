package io.quantmini.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quantmini.Quantmini;
import io.quantmini.config.ConfigLoader;
import io.quantmini.config.QuantminiConfig;
import io.quantmini.integrity.ValidationLevel;
import io.quantmini.market.Dataset;
import io.quantmini.market.SessionRange;
import io.quantmini.pipeline.PipelineReport;
import io.quantmini.pipeline.ProgressListener;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands have in common. */
final class Commands {
    private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

    private Commands() {}

    static CommandLine commandLine(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine();
    }

    /** The lake of the options, else of the configuration; {@code bucket} replaces the configured one. */
    static Quantmini open(LakeOptions options, @Nullable String bucket) {
        QuantminiConfig.Builder builder = configuration(options);
        if (bucket != null) {
            QuantminiConfig.S3 s3 = configuration(options).build().s3();
            builder.s3(new QuantminiConfig.S3(s3.endpoint(), bucket, s3.region()));
        }
        return Quantmini.open(builder.build());
    }

    /** The lake, with questions that wait no longer than {@code timeLimit}; null for as long as the configuration says. */
    static Quantmini openToAsk(LakeOptions options, @Nullable Duration timeLimit) {
        QuantminiConfig.Builder builder = configuration(options);
        return Quantmini.open((timeLimit == null ? builder : builder.queryTimeLimit(timeLimit)).build());
    }

    static QuantminiConfig.Builder configuration(LakeOptions options) {
        QuantminiConfig.Builder builder = ConfigLoader.of(System.getenv()).read();
        return options.lake == null ? builder : builder.dataRoot(options.lake);
    }

    static Dataset dataset(CommandLine command, String name) {
        try {
            return Dataset.named(name);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(command, String.valueOf(e.getMessage()), e);
        }
    }

    /** How deep a validation looks, by its number. */
    static ValidationLevel level(CommandLine command, int level) {
        return switch (level) {
            case 1 -> ValidationLevel.STRUCTURE;
            case 2 -> ValidationLevel.CONTENT;
            default -> throw new CommandLine.ParameterException(command, "expected --level 1 or 2, got " + level);
        };
    }

    /** The datasets of a repeatable option. */
    static Dataset[] datasets(CommandLine command, List<String> names) {
        return names.stream().map(name -> dataset(command, name)).toArray(Dataset[]::new);
    }

    static @Nullable SessionRange range(CommandLine command, @Nullable LocalDate from, @Nullable LocalDate to) {
        if (from == null && to == null) {
            return null;
        }
        LocalDate first = from == null ? EARLIEST : from;
        LocalDate last = to == null ? LATEST : to;
        if (last.isBefore(first)) {
            throw new CommandLine.ParameterException(
                    command, "expected --from not after --to, got " + first + ", " + last);
        }
        return new SessionRange(first, last);
    }

    static ProgressListener progress(LakeOptions options, CommandLine command) {
        return options.json ? ProgressListener.NONE : new ProgressLine(command.getErr());
    }

    static void json(CommandLine command, Object document) {
        try {
            command.getOut().println(JsonMapper.builder().build().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("[json] cannot print " + document.getClass(), e);
        }
    }

    static void print(LakeOptions options, CommandLine command, PipelineReport report) {
        if (options.json) {
            json(command, ReportText.json(report));
        } else {
            command.getOut().print(ReportText.of(report));
            command.getOut().flush();
        }
    }
}
