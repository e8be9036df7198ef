package com.hotline48.delivery.listener;

import com.hotline48.events.EventEnvelope;

/**
 * Takes in one event, blocking until its effect is stored; called in order per key, at least once.
 *
 * <p>An event that is not its business is ignored by returning.
 */
@FunctionalInterface
public interface EventHandler {

    /**
     * @throws PermanentEventException if no retry will help: dead letter at once
     * @throws RuntimeException anything else: retried with back-off, then dead letter
     */
    void handle(EventEnvelope<?> event);
}
