/**
 * The vendor's reference data: splits, dividends and ticker events in the shape of its REST answers. Start at
 * {@link io.quantmini.rest.ReferenceFiles}.
 */
@NullMarked
package io.quantmini.rest;

import org.jspecify.annotations.NullMarked;
