/**
 * The vendor's reference data, asked for over REST or from files of the same shape. Start at
 * {@link io.quantmini.rest.ReferenceDownload}, or for files at {@link io.quantmini.rest.ReferenceFiles}; inside, at
 * {@code AnswerDownload}, which brings answers into landing, and {@code LandedTables}, which makes tables of them.
 */
@NullMarked
package io.quantmini.rest;

import org.jspecify.annotations.NullMarked;
