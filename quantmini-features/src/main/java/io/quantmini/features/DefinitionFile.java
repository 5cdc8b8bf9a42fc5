package io.quantmini.features;

import io.quantmini.feature.Feature;
import io.quantmini.feature.FeatureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code name = expression} lines; blank lines and lines that start with {@code #} mean nothing. */
final class DefinitionFile {
    private DefinitionFile() {}

    /** The features of a resource beside this class, in file order. */
    static List<Feature> read(String resource) {
        try (@Nullable InputStream in = DefinitionFile.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw FeatureException.of(
                        resource,
                        "cannot read the set: expected definitions of that name, got none; make a FeatureSet");
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw FeatureException.of(resource, "cannot read the set: " + e.getMessage(), e);
        }
    }

    /** The features of a text; {@code source} is named in errors. */
    static List<Feature> parse(String source, String text) {
        List<Feature> features = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            String definition = line.strip();
            if (definition.isEmpty() || definition.startsWith("#")) {
                continue;
            }
            int equals = definition.indexOf('=');
            if (equals < 0) {
                throw FeatureException.of(
                        source, "cannot read line " + number + ": expected name = expression, got \"" + line + "\"");
            }
            features.add(Feature.of(
                    definition.substring(0, equals).strip(),
                    definition.substring(equals + 1).strip()));
        }
        return List.copyOf(features);
    }
}
