/**
 * How a Qlib directory is brought up to date. Start at {@link io.quantmini.qlib.internal.DirectoryUpdate}.
 */
@NullMarked
package io.quantmini.qlib.internal;

import org.jspecify.annotations.NullMarked;
