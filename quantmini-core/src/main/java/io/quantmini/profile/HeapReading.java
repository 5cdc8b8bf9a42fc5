package io.quantmini.profile;

import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The Java heap as the garbage collector left it. */
final class HeapReading {
    private static final Set<String> HEAP_POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    private HeapReading() {}

    /** Bytes in use after the latest collection of any kind; 0 before the first one. */
    static long liveBytes() {
        long latest = -1;
        long live = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof com.sun.management.GarbageCollectorMXBean detailed) {
                GcInfo info = detailed.getLastGcInfo();
                if (info != null && info.getEndTime() > latest) {
                    latest = info.getEndTime();
                    live = used(info.getMemoryUsageAfterGc());
                }
            }
        }
        return live;
    }

    private static long used(Map<String, MemoryUsage> pools) {
        long sum = 0;
        for (Map.Entry<String, MemoryUsage> pool : pools.entrySet()) {
            if (HEAP_POOLS.contains(pool.getKey())) {
                sum += pool.getValue().getUsed();
            }
        }
        return sum;
    }
}
