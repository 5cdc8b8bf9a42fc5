/**
 * Whether a lake is what its ledger says, from the ledger down to single rows. Start at
 * {@link io.quantmini.integrity.LakeValidation}.
 */
@NullMarked
package io.quantmini.integrity;

import org.jspecify.annotations.NullMarked;
