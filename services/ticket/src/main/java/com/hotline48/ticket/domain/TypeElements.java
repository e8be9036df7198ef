package com.hotline48.ticket.domain;

import java.util.List;

import com.hotline48.events.ticket.TicketType;

/** The form's elements that only one type has (domain.md §2.2); all of them are optional. */
final class TypeElements {

    static final String FAULTY_NUMBER_OR_DEVICE = "faultyNumberOrDevice";

    private TypeElements() {}

    /** Names of a type's elements, in the form's order. */
    static List<String> of(TicketType type) {
        return switch (type) {
            case COMPLAINT -> List.of("when", "where", "whatHappened", "whoIsInvolved", "whatTheCustomerWants");
            case FAULT -> List.of(FAULTY_NUMBER_OR_DEVICE, "since", "checkedOnTheCustomersSide");
            case SERVICE_REQUEST -> List.of("stage", "appointment");
            case CONSULTATION, SUGGESTION, COMMENDATION -> List.of();
        };
    }
}
