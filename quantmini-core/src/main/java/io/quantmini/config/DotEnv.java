package io.quantmini.config;

import io.quantmini.ConfigurationException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code .env}: lines {@code NAME=value}, {@code export} before the name allowed; {@code #} starts a comment at the
 * start of a line or after white space; {@code 'single'} quotes keep everything, {@code "double"} quotes know {@code \n \r
 * \t \" \\ \$}, both may span lines. Nothing is expanded: an unquoted or double-quoted <code>${</code> or {@code $(} is
 * refused. Messages name the line and never quote a value. The file may serve other programs too: of a variable that is
 * not ours only the shape of the line matters.
 */
final class DotEnv {
    private static final String SHAPE = "expected NAME=value";

    private final Path file;
    private final String text;
    private final Set<String> ours;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private int at;
    private int line = 1;

    private DotEnv(Path file, String text, Set<String> ours) {
        this.file = file;
        this.ours = ours;
        this.text = text.replace("\r\n", "\n");
    }

    /** The variables in the order written; one of {@code ours} set twice is an error. */
    static Map<String, Variable> parse(Path file, String text, Set<String> ours) {
        DotEnv parser = new DotEnv(file, text, ours);
        while (parser.at < parser.text.length()) {
            parser.statement();
        }
        return parser.variables;
    }

    private void statement() {
        blanks();
        if (comment() || endOfLine()) {
            return;
        }
        int start = line;
        String name = name();
        if (name.equals("export") && peek() != '=') {
            name = name();
        }
        blanks();
        if (name.isEmpty() || peek() != '=') {
            throw fault(SettingsFile.name(file), start, SHAPE + ", got something else; start comments with #");
        }
        at++;
        blanks();
        String value = value(name);
        Variable before = variables.put(name, new Variable(value, file + ":" + start));
        if (before != null && ours.contains(name)) {
            throw fault(name, start, "expected one value, got another at " + before.source() + "; remove one");
        }
    }

    private String name() {
        blanks();
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at), at > from)) {
            at++;
        }
        String name = text.substring(from, at);
        blanks();
        return name;
    }

    private static boolean isNamePart(char c, boolean inside) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (inside && c >= '0' && c <= '9');
    }

    private String value(String name) {
        int start = line;
        char quote = peek();
        if (quote != '"' && quote != '\'') {
            return unquoted(name);
        }
        at++;
        String value = quoted(name, quote, start);
        blanks();
        if (!comment() && !endOfLine()) {
            throw fault(name, line, "expected the line to end after the closing quote, got more");
        }
        return value;
    }

    private String unquoted(String name) {
        int from = at;
        int end = text.indexOf('\n', at);
        end = end < 0 ? text.length() : end;
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '#' && (i == from || isBlank(text.charAt(i - 1)))) {
                end = i;
            } else {
                refuseExpansion(name, i);
            }
        }
        String value = text.substring(from, end).strip();
        at = end;
        if (!comment()) {
            endOfLine();
        }
        return value;
    }

    private String quoted(String name, char quote, int start) {
        StringBuilder value = new StringBuilder();
        while (at < text.length() && peek() != quote) {
            char c = text.charAt(at);
            if (quote == '"') {
                refuseExpansion(name, at);
                if (c == '\\' && at + 1 < text.length()) {
                    at++;
                    c = escaped(name, text.charAt(at));
                }
            }
            if (text.charAt(at) == '\n') {
                line++;
            }
            value.append(c);
            at++;
        }
        if (at == text.length()) {
            throw fault(name, start, "expected a closing " + quote + ", got the end of the file");
        }
        at++;
        return value.toString();
    }

    private char escaped(String name, char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\', '$' -> c;
            default -> {
                if (!ours.contains(name)) {
                    yield c;
                }
                throw fault(
                        name,
                        line,
                        "expected one of \\n \\r \\t \\\" \\\\ \\$, got another escape; use single quotes to keep a"
                                + " backslash");
            }
        };
    }

    private void refuseExpansion(String name, int index) {
        boolean expansion = text.startsWith("${", index) || text.startsWith("$(", index);
        if (expansion && ours.contains(name)) {
            throw fault(name, line, "expected a plain value, got an expansion; write it out or use single quotes");
        }
    }

    private boolean comment() {
        if (peek() != '#') {
            return false;
        }
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
        endOfLine();
        return true;
    }

    private boolean endOfLine() {
        if (at == text.length()) {
            return true;
        }
        if (peek() != '\n') {
            return false;
        }
        at++;
        line++;
        return true;
    }

    private void blanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private ConfigurationException fault(String key, int where, String message) {
        return new ConfigurationException(key, "[" + file + ":" + where + "] cannot read " + key + ": " + message);
    }
}
