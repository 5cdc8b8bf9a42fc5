/** What README and ARCHITECTURE.md say, held against the code. */
@NullMarked
package io.quantmini.docs;

import org.jspecify.annotations.NullMarked;
