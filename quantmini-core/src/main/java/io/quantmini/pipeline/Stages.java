package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.profile.ExecutionMode;
import io.quantmini.spi.DownloaderProvider;
import io.quantmini.spi.FeatureEngineProvider;
import io.quantmini.spi.IngestorProvider;
import io.quantmini.spi.PartitionReaderProvider;
import io.quantmini.spi.PartitionWriterProvider;
import io.quantmini.spi.QlibBinaryWriterProvider;
import io.quantmini.spi.StageProvider;
import io.quantmini.spi.TableStoreProvider;
import io.quantmini.spi.internal.Providers;
import io.quantmini.stage.Downloader;
import io.quantmini.stage.FeatureEngine;
import io.quantmini.stage.Ingestor;
import io.quantmini.stage.PartitionReader;
import io.quantmini.stage.PartitionWriter;
import io.quantmini.stage.QlibBinaryWriter;
import io.quantmini.stage.TableStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The implementations of one pipeline. Each is chosen and made when first asked for: a run that only downloads needs no
 * feature engine on the class path. The ingestor is, if nothing else is said, that of the configured mode. Closes what it
 * made. Asked by several threads, closed by one.
 */
final class Stages implements AutoCloseable {
    private static final Map<Class<?>, Kind<?>> KINDS = kinds();

    private final QuantminiContext context;
    private final Map<Class<?>, Object> given;
    private final Map<Class<?>, String> ids;
    private final Map<Class<?>, Object> made = new LinkedHashMap<>();

    /**
     * Chooses among what is registered, except where the program decided.
     *
     * @param given instances by stage interface; they win, and stay their owner's to close
     * @param ids provider ids by stage interface
     */
    Stages(QuantminiContext context, Map<Class<?>, Object> given, Map<Class<?>, String> ids) {
        this.context = context;
        this.given = Map.copyOf(given);
        this.ids = Map.copyOf(ids);
    }

    /** An implementation, and why it is the one. */
    record Choice(String implementation, String reason) {}

    static boolean isStage(Class<?> stage) {
        return KINDS.containsKey(stage);
    }

    Downloader downloader() {
        return get(Downloader.class);
    }

    Ingestor ingestor() {
        return get(Ingestor.class);
    }

    PartitionWriter writer() {
        return get(PartitionWriter.class);
    }

    PartitionReader reader() {
        return get(PartitionReader.class);
    }

    TableStore tables() {
        return get(TableStore.class);
    }

    FeatureEngine features() {
        return get(FeatureEngine.class);
    }

    QlibBinaryWriter qlib() {
        return get(QlibBinaryWriter.class);
    }

    /** What would be used for a stage; makes nothing. */
    Choice choice(Class<?> stage) {
        Object instance = given.get(stage);
        if (instance != null) {
            return new Choice(instance.getClass().getSimpleName(), "given by the program");
        }
        Providers.Chosen<? extends StageProvider<?>> chosen = choose(stage);
        String description = chosen.provider().describe(context);
        return new Choice(chosen.provider().id() + " (" + description + ")", chosen.reason());
    }

    @Override
    public void close() {
        for (Object stage : made.values()) {
            if (stage instanceof AutoCloseable closeable) {
                close(closeable);
            }
        }
        made.clear();
    }

    private static void close(AutoCloseable stage) {
        try {
            stage.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("[" + stage.getClass().getSimpleName() + "] cannot close", e);
        }
    }

    private synchronized <T> T get(Class<T> stage) {
        Object instance = given.get(stage);
        if (instance == null) {
            instance =
                    made.computeIfAbsent(stage, key -> choose(stage).provider().create(context));
        }
        return stage.cast(instance);
    }

    private Providers.Chosen<? extends StageProvider<?>> choose(Class<?> stage) {
        Kind<?> kind = KINDS.get(stage);
        if (kind == null) {
            throw new IllegalArgumentException("[pipeline] expected the interface of a stage, got " + stage.getName());
        }
        String id = ids.get(stage);
        Optional<ExecutionMode> mode = context.config().mode();
        if (id == null && stage == Ingestor.class && mode.isPresent()) {
            String named = mode.get().name().toLowerCase(Locale.ROOT);
            return new Providers.Chosen<>(kind.choose(named, context).provider(), "asked for by pipeline_mode");
        }
        return kind.choose(id, context);
    }

    /** Where the providers of a stage come from. */
    private record Kind<P extends StageProvider<?>>(Class<P> providers, String artifact) {
        Providers.Chosen<P> choose(@Nullable String id, QuantminiContext context) {
            return Providers.of(providers, artifact).choose(id, context.profile());
        }
    }

    private static Map<Class<?>, Kind<?>> kinds() {
        return Map.of(
                Downloader.class, new Kind<>(DownloaderProvider.class, "quantmini-s3"),
                Ingestor.class, new Kind<>(IngestorProvider.class, "quantmini-ingest"),
                PartitionWriter.class, new Kind<>(PartitionWriterProvider.class, "quantmini-storage"),
                PartitionReader.class, new Kind<>(PartitionReaderProvider.class, "quantmini-storage"),
                TableStore.class, new Kind<>(TableStoreProvider.class, "quantmini-storage"),
                FeatureEngine.class, new Kind<>(FeatureEngineProvider.class, "quantmini-features"),
                QlibBinaryWriter.class, new Kind<>(QlibBinaryWriterProvider.class, "quantmini-qlib"));
    }
}
