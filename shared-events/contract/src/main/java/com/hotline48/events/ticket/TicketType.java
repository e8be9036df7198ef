package com.hotline48.events.ticket;

/** What a ticket is about (domain.md §2.2); the keyword opens the ticket's title. */
public enum TicketType {
    CONSULTATION("咨询"),
    FAULT("故障"),
    COMPLAINT("投诉"),
    SERVICE_REQUEST("业务受理"),
    SUGGESTION("建议"),
    COMMENDATION("表扬");

    private final String keyword;

    TicketType(String keyword) {
        this.keyword = keyword;
    }

    /** The word with which titles of this type start, in every province. */
    public String keyword() {
        return keyword;
    }
}
