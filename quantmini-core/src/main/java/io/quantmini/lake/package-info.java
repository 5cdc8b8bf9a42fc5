/**
 * The lake on disk: where files are, what is committed, and how a commit happens. Start at {@code Lake}.
 */
@NullMarked
package io.quantmini.lake;

import org.jspecify.annotations.NullMarked;
