package com.hotline48.delivery.outbox;

/** Somebody else changed the aggregate since it was read. */
public final class StaleAggregateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param id the aggregate's id */
    public StaleAggregateException(String id) {
        super(id);
    }
}
