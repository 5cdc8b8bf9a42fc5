import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;

/**
 * Runs commands of the command line one after the other in one JVM: a line of standard input is one command, its arguments
 * separated by tabs; the answer is a line with its exit code, and one with what it printed, line ends as \n.
 */
final class Commands {
    private Commands() {}

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        Method run = Class.forName("io.quantmini.cli.Main")
                .getDeclaredMethod("run", PrintWriter.class, PrintWriter.class, String[].class);
        run.setAccessible(true);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter answers = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            StringWriter printed = new StringWriter();
            PrintWriter both = new PrintWriter(printed);
            Object code = run.invoke(null, both, both, line.split("\t"));
            both.flush();
            answers.println(code);
            answers.println(printed.toString().strip().replace("\n", "\\n"));
        }
    }
}
