/**
 * Qlib data directories: written by {@link io.quantmini.qlib.QlibDirectoryWriter}, checked by
 * {@link io.quantmini.qlib.QlibDirectory}, read back by {@link io.quantmini.qlib.QlibBinaryReader}. Start at the writer.
 */
@NullMarked
package io.quantmini.qlib;

import org.jspecify.annotations.NullMarked;
