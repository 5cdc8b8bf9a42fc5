/**
 * Flat files from an S3-compatible store, each verified before it is visible. Start at
 * {@link io.quantmini.s3.S3Downloader}.
 */
@NullMarked
package io.quantmini.s3;

import org.jspecify.annotations.NullMarked;
