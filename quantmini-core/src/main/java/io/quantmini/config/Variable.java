package io.quantmini.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** A variable with where it was set: {@code environment} or the file and line. */
record Variable(String value, String source) {
    static final String ENVIRONMENT = "environment";

    /** The file's variables with the environment's over them; an empty one counts as not set. */
    static Map<String, Variable> merge(Map<String, Variable> file, Map<String, String> environment) {
        Map<String, Variable> merged = new LinkedHashMap<>(file);
        environment.forEach((name, value) -> {
            if (!value.isBlank()) {
                merged.put(name, new Variable(value, ENVIRONMENT));
            }
        });
        merged.values().removeIf(variable -> variable.value().isBlank());
        return merged;
    }

    /** Never shows the value, which may be a secret. */
    @Override
    public String toString() {
        return "Variable[" + source + "]";
    }
}
