package com.hotline48.complaintsla.stream;

import java.util.Optional;

import com.hotline48.complaintsla.domain.ClockTimer;
import com.hotline48.complaintsla.domain.TicketFacts;
import com.hotline48.events.Causality;

/**
 * A row of the ticket store.
 *
 * @param causality of what the last event brings about, for announcements that time brings about
 * @param timer the one row that stands in the timer stores
 */
record StoredTicket(TicketFacts facts, Causality causality, Optional<ClockTimer> timer) {}
