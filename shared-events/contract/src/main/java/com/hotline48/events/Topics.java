package com.hotline48.events;

import java.util.List;

/** The names of all Kafka topics of the platform; nowhere else is a topic named. */
public final class Topics {

    /** Facts about tickets, keyed by ticketId, written by ticket. */
    public static final String TICKETS = "hotline.tickets.v1";
    /** Facts about processing forms (业务处理单), keyed by ticketId, written by routing. */
    public static final String ROUTING = "hotline.routing.v1";
    /** Facts about callbacks and surveys, keyed by ticketId, written by callback. */
    public static final String CALLBACKS = "hotline.callbacks.v1";
    /** What was announced about clocks and repeat complaints, keyed by ticketId, written by complaint-sla. */
    public static final String SLA = "hotline.sla.v1";
    /** Progress marks of the services ("everything recorded before T is published"); not history, kept for minutes. */
    public static final String MARKS = "hotline.marks.v1";

    /** The topics that are the platform's history: one partition count, kept for ever. */
    public static final List<String> HISTORY = List.of(TICKETS, ROUTING, CALLBACKS, SLA);

    private Topics() {}

    /** Where {@code consumer} puts what it cannot handle of {@code topic}. */
    public static String deadLetters(String topic, String consumer) {
        return topic + "." + consumer + ".dlt";
    }

    /** From where {@code consumer}, and nobody else, reads dead letters of {@code topic} again. */
    public static String resend(String topic, String consumer) {
        return topic + "." + consumer + ".resend";
    }
}
