/** What several rooms of core share and users do not see. Start at the room that calls it. */
@NullMarked
package io.quantmini.internal;

import org.jspecify.annotations.NullMarked;
