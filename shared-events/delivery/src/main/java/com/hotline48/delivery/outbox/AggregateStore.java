package com.hotline48.delivery.outbox;

import reactor.core.publisher.Mono;

/**
 * Documents that hold an aggregate's state, its unpublished events, its handled commands and handled foreign events,
 * and change in one atomic write. Events are published after the write, in order per document, at least once.
 */
public interface AggregateStore {

    /** The aggregate, or empty. */
    Mono<StoredAggregate> find(String id);

    /**
     * Creates the document with version 1.
     *
     * <p>Fails with {@link DuplicateAggregateException} if the id is taken (nothing is written).
     */
    Mono<StoredAggregate> create(String id, AggregateChange first);

    /**
     * Writes a change on top of what was read.
     *
     * <p>Fails with {@link StaleAggregateException} if somebody else wrote in between, {@link OutboxFullException} if
     * too many events of this document wait to be published (nothing is written).
     */
    Mono<StoredAggregate> update(StoredAggregate read, AggregateChange change);
}
