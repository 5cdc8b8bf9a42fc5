/**
 * The rules every row passes on its way into the lake, and the account of those that do not. Start at
 * {@link io.quantmini.admission.Admission}; {@link io.quantmini.admission.StrictGzipInputStream} is the plain reader of
 * the files themselves.
 */
@NullMarked
package io.quantmini.admission;

import org.jspecify.annotations.NullMarked;
