package com.hotline48.delivery.listener;

/** An event that cannot be handled, however often one tries. The message is a reason code without personal data. */
public final class PermanentEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PermanentEventException(String reason) {
        super(reason);
    }
}
