package io.quantmini.query.internal;

/**
 * What an answer depends on.
 *
 * @param question in normal form, its parameters included
 * @param inputs digest of the units and tables it reads
 */
record AnswerKey(String question, String inputs) {
    private static final int OVERHEAD = 256;

    /** Bytes that it takes, about. */
    int weight() {
        return OVERHEAD + 2 * (question.length() + inputs.length());
    }
}
