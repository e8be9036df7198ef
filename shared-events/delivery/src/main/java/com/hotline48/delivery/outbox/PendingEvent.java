package com.hotline48.delivery.outbox;

/**
 * An event that waits in its document to be published.
 *
 * @param event the encoded CloudEvent
 */
record PendingEvent(long sequence, String topic, byte[] event) {}
