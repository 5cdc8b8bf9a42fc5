/**
 * How a Qlib directory is built and swapped in. Start at {@link io.quantmini.qlib.internal.DirectoryBuild}.
 */
@NullMarked
package io.quantmini.qlib.internal;

import org.jspecify.annotations.NullMarked;
