package io.quantmini.ingest.inflate;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** By {@code java.util.zip}: the oracle of the other one, and a way around it. */
public final class ZipInflater implements StreamInflater {
    private final Inflater inflater = new Inflater(true);

    @Override
    public void begin() {
        inflater.reset();
    }

    @Override
    public boolean inflate(CompressedInput in, InflateWindow window) throws IOException {
        while (!inflater.finished() && !window.isFull()) {
            in.fill();
            int available = in.limit - in.next;
            if (available > 0) {
                inflater.setInput(in.bytes(), in.next, available);
            }
            try {
                int written = inflater.inflate(window.bytes(), window.position, window.limit - window.position);
                window.position += written;
                in.next = in.limit - inflater.getRemaining();
                if (written == 0 && available == 0 && !inflater.finished()) {
                    throw in.truncated();
                }
            } catch (DataFormatException e) {
                in.next = in.limit - inflater.getRemaining();
                throw in.corrupt(String.valueOf(e.getMessage()));
            }
        }
        return inflater.finished();
    }

    @Override
    public void close() {
        inflater.end();
    }
}
