package com.hotline48.ticket.application;

import com.hotline48.ticket.domain.TicketNumber;
import reactor.core.publisher.Mono;

/** Hands out ticket numbers, each once; there may be gaps. */
public interface TicketNumbers {

    /**
     * The next number.
     *
     * @param lane see {@link TicketNumber#lane}
     */
    Mono<TicketNumber> next(String lane);
}
