/**
 * Qlib data directories: written by {@link io.quantmini.qlib.QlibDirectoryWriter}, compared with their manifest by
 * {@link io.quantmini.qlib.QlibDirectory}, with their form and their rows by {@link io.quantmini.qlib.QlibValidator}, read
 * back by {@link io.quantmini.qlib.QlibBinaryReader}. Start at the writer.
 */
@NullMarked
package io.quantmini.qlib;

import org.jspecify.annotations.NullMarked;
