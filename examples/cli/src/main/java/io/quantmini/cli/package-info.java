/** The command line, built on the public API alone. Start at {@link io.quantmini.cli.Main}. */
@NullMarked
package io.quantmini.cli;

import org.jspecify.annotations.NullMarked;
