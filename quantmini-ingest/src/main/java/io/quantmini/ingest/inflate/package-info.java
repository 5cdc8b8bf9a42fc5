/**
 * gzip (RFC 1952) and DEFLATE (RFC 1951) in plain Java, strict and in bounded memory. Start at
 * {@link io.quantmini.ingest.inflate.GzipReader}. Uses nothing but the JDK.
 */
@NullMarked
package io.quantmini.ingest.inflate;

import org.jspecify.annotations.NullMarked;
