package io.quantmini.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** A print writer that says so when nobody reads any more, as behind {@code | head}. */
final class CheckedWriter extends Writer {
    private final PrintWriter out;

    CheckedWriter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        out.write(text, offset, length);
        if (out.checkError()) {
            throw new IOException("the reader went away");
        }
    }

    @Override
    public void flush() {
        out.flush();
    }

    /** Leaves the print writer open. */
    @Override
    public void close() {
        out.flush();
    }
}
