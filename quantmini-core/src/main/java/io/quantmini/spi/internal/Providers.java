package io.quantmini.spi.internal;

import io.quantmini.ProviderException;
import io.quantmini.profile.SystemProfile;
import io.quantmini.spi.StageProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registered providers of one stage, and the choice among them. Immutable. */
public final class Providers<P extends StageProvider<?>> {
    private final String stage;
    private final String artifact;
    private final List<P> candidates;

    private Providers(String stage, String artifact, List<P> candidates) {
        this.stage = stage;
        this.artifact = artifact;
        this.candidates = candidates;
    }

    /**
     * Those found on the class path.
     *
     * @param type provider interface; the stage is its name without {@code Provider}
     * @param artifact Maven artifact to name when there is none, such as {@code quantmini-ingest}
     */
    public static <P extends StageProvider<?>> Providers<P> of(Class<P> type, String artifact) {
        List<P> found = new ArrayList<>();
        ServiceLoader.load(type, Providers.class.getClassLoader()).forEach(found::add);
        return of(type, artifact, found);
    }

    static <P extends StageProvider<?>> Providers<P> of(Class<P> type, String artifact, List<P> candidates) {
        List<P> sorted = new ArrayList<>(candidates);
        sorted.sort(Comparator.<P>comparingInt(StageProvider::rank).reversed().thenComparing(StageProvider::id));
        return new Providers<>(type.getSimpleName().replace("Provider", ""), artifact, List.copyOf(sorted));
    }

    /** The provider of that id, or without one the highest rank that supports the machine. */
    public Chosen<P> choose(@Nullable String id, SystemProfile profile) {
        return id == null ? byRank(profile) : byId(id);
    }

    private Chosen<P> byId(String id) {
        List<P> named = candidates.stream().filter(p -> p.id().equals(id)).toList();
        if (named.size() == 1) {
            return new Chosen<>(named.get(0), "asked for by id");
        }
        throw new ProviderException(
                stage,
                "cannot choose \"" + id + "\": expected one provider of that id, got " + named.size() + " among "
                        + names(candidates) + "; ask for one of these, or add the artifact that has it");
    }

    private Chosen<P> byRank(SystemProfile profile) {
        List<P> able = candidates.stream().filter(p -> p.supports(profile)).toList();
        if (able.isEmpty()) {
            throw new ProviderException(
                    stage,
                    "cannot find an implementation: expected one on the class path, got " + names(candidates)
                            + "; add io.quantmini:" + artifact
                            + " (in a shaded jar this means that service files were not merged)");
        }
        P best = able.get(0);
        if (able.size() > 1 && able.get(1).rank() == best.rank()) {
            throw new ProviderException(
                    stage,
                    "cannot choose: expected one highest rank, got a tie at rank " + best.rank() + " among "
                            + names(able) + "; name one by id");
        }
        return new Chosen<>(best, able.size() == 1 ? "the only one here" : "highest rank of " + names(able));
    }

    private static String names(List<? extends StageProvider<?>> providers) {
        return providers.isEmpty()
                ? "none"
                : providers.stream().map(StageProvider::id).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * A choice and its reason.
     *
     * @param provider chosen
     * @param reason for a plan's description
     */
    public record Chosen<P>(P provider, String reason) {}
}
