package com.hotline48.delivery.outbox;

/** The id of a new aggregate is taken. */
public final class DuplicateAggregateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param id the aggregate's id */
    public DuplicateAggregateException(String id) {
        super(id);
    }
}
