/** Downloads beside other people's clients, and how long a stall lasts. */
@NullMarked
package io.quantmini.benchmarks.download;

import org.jspecify.annotations.NullMarked;
