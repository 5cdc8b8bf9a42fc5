package io.quantmini.storage.internal;

import io.quantmini.lake.PartitionKey;

/**
 * The rows of a partition that go to one file.
 *
 * @param partition they are in
 * @param unit number of their unit among those written together, from 0
 */
record Part(PartitionKey partition, int unit) {}
