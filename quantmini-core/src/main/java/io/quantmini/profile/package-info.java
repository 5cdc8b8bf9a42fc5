/**
 * What this machine, container and JVM can carry, and how much of it a run may use. Start at {@link
 * io.quantmini.profile.SystemProfiler}, whose {@link io.quantmini.profile.SystemProfile} becomes a {@link
 * io.quantmini.profile.ResourceBudget}; {@link io.quantmini.profile.MemoryMonitor} watches the budget being used.
 */
@NullMarked
package io.quantmini.profile;

import org.jspecify.annotations.NullMarked;
