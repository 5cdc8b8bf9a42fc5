package io.quantmini.s3;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * Beside every test of this module: all that the SDK and we log, at any level, and every file that a test leaves in its
 * temporary directories is searched for the secret key of {@link TestStore}.
 */
public final class SecretCanary implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Queue<String> OFFENCES = new ConcurrentLinkedQueue<>();
    private static final AtomicLong LINES = new AtomicLong();
    private static boolean installed;

    @Override
    public void beforeAll(ExtensionContext context) {
        install();
    }

    private static synchronized void install() {
        if (installed) {
            return;
        }
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                LINES.incrementAndGet();
                IThrowableProxy thrown = event.getThrowableProxy();
                String text = event.getFormattedMessage() + (thrown == null ? "" : ThrowableProxyUtil.asString(thrown));
                if (text.contains(TestStore.SECRET_KEY)) {
                    OFFENCES.add(event.getLoggerName() + " logged " + text);
                }
            }
        };
        appender.start();
        for (String name : List.of("software.amazon.awssdk", "io.quantmini")) {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            logger.addAppender(appender);
            logger.setAdditive(false);
            logger.setLevel(Level.TRACE);
        }
        installed = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Object test = context.getRequiredTestInstance();
        for (Field field : test.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(TempDir.class) && !Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                for (Path file : filesWithSecret((Path) field.get(test))) {
                    OFFENCES.add(file + " holds it");
                }
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> found = takeOffences();
        if (!found.isEmpty()) {
            throw new AssertionError("the secret key shows in " + found);
        }
    }

    /** Lines that were searched so far. */
    static long lines() {
        return LINES.get();
    }

    /** What was found since it was asked last. */
    static List<String> takeOffences() {
        List<String> found = new ArrayList<>();
        for (String next = OFFENCES.poll(); next != null; next = OFFENCES.poll()) {
            found.add(next);
        }
        return found;
    }

    static List<Path> filesWithSecret(Path top) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(top)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        List<Path> found = new ArrayList<>();
        for (Path file : files) {
            if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(TestStore.SECRET_KEY)) {
                found.add(file);
            }
        }
        return found;
    }
}
