package io.quantmini.pipeline;

import io.quantmini.QuantminiContext;
import io.quantmini.lake.Lake;

/**
 * A lake and what reads it; whether it may be written is not said.
 *
 * @param context of the program
 * @param lake read
 * @param stages implementations
 */
record OpenLake(QuantminiContext context, Lake lake, Stages stages) {}
