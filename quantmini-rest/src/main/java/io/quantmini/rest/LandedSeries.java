package io.quantmini.rest;

import io.quantmini.market.SessionRange;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The answers to one question, as they are in landing now. */
final class LandedSeries {
    /** Below landing. */
    static final String ROOT = "polygon-api";

    private final Path landing;
    private final String path;
    private final List<LandedAnswer> answers;

    private LandedSeries(Path landing, String path, List<LandedAnswer> answers) {
        this.landing = landing;
        this.path = path;
        this.answers = answers;
    }

    /** Of a directory below {@code landing/polygon-api}, which need not be there. */
    static LandedSeries read(Path landing, String series) {
        String path = ROOT + "/" + series;
        List<LandedAnswer> answers = new ArrayList<>();
        for (String name : directories(landing.resolve(path))) {
            LandedAnswer.named(landing, path, name).ifPresent(answers::add);
        }
        answers.sort(Comparator.comparingInt(LandedAnswer::number));
        return new LandedSeries(landing, path, answers);
    }

    /** Names of the directories in one, sorted; none where there is none. */
    static List<String> directories(Path directory) {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (IOException e) {
            throw new ReferenceException(directory, "", 0, e + "; check the path and its permissions", e);
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /** Complete answers, the oldest first. */
    List<LandedAnswer> complete() {
        return answers.stream().filter(LandedAnswer::isComplete).toList();
    }

    /** The newest complete answer. */
    Optional<LandedAnswer> newest() {
        List<LandedAnswer> complete = complete();
        return complete.isEmpty() ? Optional.empty() : Optional.of(complete.get(complete.size() - 1));
    }

    /** Answers that were begun and not finished. */
    List<LandedAnswer> unfinished() {
        return answers.stream().filter(answer -> !answer.isComplete()).toList();
    }

    /** The answer that comes behind all that are there. */
    LandedAnswer next(SessionRange range) {
        int number = answers.isEmpty() ? 1 : answers.get(answers.size() - 1).number() + 1;
        return LandedAnswer.of(landing, path, number, range);
    }
}
