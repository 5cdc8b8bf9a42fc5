/** How one provider of a stage is chosen. Start at {@link io.quantmini.spi.internal.Providers}. */
@NullMarked
package io.quantmini.spi.internal;

import org.jspecify.annotations.NullMarked;
