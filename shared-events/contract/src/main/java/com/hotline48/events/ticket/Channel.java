package com.hotline48.events.ticket;

/** How a matter came in. */
public enum Channel {
    CALL,
    VOICEMAIL,
    WEB,
    PARTNER
}
