package com.hotline48.delivery.logend;

import java.time.Instant;
import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

/**
 * Where the log ended, and when that was asked (architecture.md, Time). From it a task knows W: the latest wall-clock
 * instant such that everything that lay in its input partitions then has been processed.
 */
public interface LogEnds {

    /**
     * The latest instant at which a partition was seen to end at or before {@code position}.
     *
     * @param position offset after the last processed record, 0 = none processed
     * @return empty while nothing is known: at the start, and for a while after a time in which ends could not be asked
     */
    Optional<Instant> passed(TopicPartition partition, long position);
}
