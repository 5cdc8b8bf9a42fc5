/**
 * What a validation of a Qlib directory looks at. Written a second time, not with the code that wrote the directory. Start at
 * {@link io.quantmini.qlib.internal.check.DirectoryCheck}.
 */
@NullMarked
package io.quantmini.qlib.internal.check;

import org.jspecify.annotations.NullMarked;
