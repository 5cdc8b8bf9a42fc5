package io.quantmini.spi;

import io.quantmini.QuantminiContext;
import io.quantmini.profile.SystemProfile;

/**
 * Makes the implementation of one stage. A module registers its providers in {@code META-INF/services}. An instance given
 * to the builder wins over a provider asked for by id, which wins over the highest {@link #rank()} whose
 * {@link #supports} holds; a tie, or none at all, is an error that names the candidates.
 *
 * @param <T> the stage's interface
 */
public interface StageProvider<T> {
    /** Short stable name, such as {@code streaming}. */
    String id();

    /** Why one would choose it, in a few words, for a plan's description. */
    String describe();

    /** As above, with what follows from the machine and the settings. */
    default String describe(QuantminiContext context) {
        return describe();
    }

    /** Makes the stage; the caller closes it when it is closeable, before the context. */
    T create(QuantminiContext context);

    /** Preference among providers that support the machine; higher wins. */
    default int rank() {
        return 0;
    }

    /** Whether it can run on this machine. */
    default boolean supports(SystemProfile profile) {
        return true;
    }
}
