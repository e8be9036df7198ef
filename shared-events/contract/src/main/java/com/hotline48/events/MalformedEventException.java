package com.hotline48.events;

/** Bytes that are not an event of ours: no CloudEvent, an attribute missing, or data that breaks the fact's rules. The message never quotes the bytes. */
public final class MalformedEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedEventException(String message) {
        super(message);
    }
}
