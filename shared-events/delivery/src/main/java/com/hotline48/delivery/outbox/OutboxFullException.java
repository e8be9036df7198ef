package com.hotline48.delivery.outbox;

/** Too many events of one document wait to be published; the log cannot be written at present. */
public final class OutboxFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param id the aggregate's id */
    public OutboxFullException(String id) {
        super(id);
    }
}
