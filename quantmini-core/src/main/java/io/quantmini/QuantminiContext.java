package io.quantmini;

import io.quantmini.config.QuantminiConfig;
import io.quantmini.market.TradingCalendar;
import io.quantmini.profile.MemoryMonitor;
import io.quantmini.profile.ResourceBudget;
import io.quantmini.profile.SystemProfile;
import io.quantmini.profile.SystemProfiler;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * What everything in one program shares: configuration, machine profile, budget, calendar, and the one root allocator, whose
 * limit is the budget's. Whoever takes memory from it gives it back before {@link #close()}, which fails otherwise. Safe
 * for use by several threads.
 */
public final class QuantminiContext implements AutoCloseable {
    private static final String CALENDAR_FILE = "calendar.yaml";

    private final QuantminiConfig config;
    private final SystemProfile profile;
    private final ResourceBudget budget;
    private final TradingCalendar calendar;
    private final BufferAllocator allocator;

    private QuantminiContext(QuantminiConfig config, SystemProfile profile, TradingCalendar calendar) {
        this.config = config;
        this.profile = profile;
        this.budget = config.budget(profile);
        this.calendar = calendar;
        this.allocator = new RootAllocator(budget.offHeapBytes());
    }

    /**
     * Profiles the machine and reserves nothing yet.
     *
     * @throws ConfigurationException when the JVM was started without the flag Arrow needs, which the message quotes, or a
     *     {@code calendar.yaml} in the configuration root is wrong
     */
    public static QuantminiContext open(QuantminiConfig config) {
        SystemProfile profile = SystemProfiler.profile(config.dataRoot());
        if (!profile.jvm().nioOpen()) {
            throw new ConfigurationException(
                    SystemProfile.Jvm.OPEN_NIO,
                    "[JVM] cannot use off-heap memory: expected the flag " + SystemProfile.Jvm.OPEN_NIO
                            + ", got none; add it to the java command");
        }
        Path overrides = config.configRoot().resolve(CALENDAR_FILE);
        TradingCalendar calendar = TradingCalendar.nyse();
        return new QuantminiContext(
                config, profile, Files.exists(overrides) ? calendar.withOverrides(overrides) : calendar);
    }

    public QuantminiConfig config() {
        return config;
    }

    public SystemProfile profile() {
        return profile;
    }

    public ResourceBudget budget() {
        return budget;
    }

    /** The exchange's sessions, with the overrides of {@code CONFIG_ROOT/calendar.yaml}. */
    public TradingCalendar calendar() {
        return calendar;
    }

    /** The root of all off-heap memory; a stage takes a child of it. */
    public BufferAllocator allocator() {
        return allocator;
    }

    /** A monitor of this process under this budget. */
    public MemoryMonitor memoryMonitor() {
        return new MemoryMonitor(profile, budget, allocator::getAllocatedMemory);
    }

    @Override
    public void close() {
        allocator.close();
    }
}
