package com.hotline48.events;

/** The values of the CloudEvents attribute {@code source}: who numbers the events of a subject. */
public final class Sources {

    public static final String TICKET = "/services/ticket";
    public static final String ROUTING = "/services/routing";
    public static final String CALLBACK = "/services/callback";
    public static final String COMPLAINT_SLA = "/services/complaint-sla";
    /** Repeat verdicts have a numbering of their own: another task makes them. */
    public static final String COMPLAINT_SLA_REPEATS = "/services/complaint-sla/repeats";

    private Sources() {}
}
