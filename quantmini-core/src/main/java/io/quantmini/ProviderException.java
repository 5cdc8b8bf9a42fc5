package io.quantmini;

/** No implementation, or more than one equally good, was found for a stage. */
public final class ProviderException extends QuantminiException {
    private static final long serialVersionUID = 1L;

    private final String stage;

    public ProviderException(String stage, String message) {
        super("[" + stage + "] " + message, null);
        this.stage = stage;
    }

    /** The stage's interface name, such as {@code Ingestor}. */
    public String stage() {
        return stage;
    }
}
