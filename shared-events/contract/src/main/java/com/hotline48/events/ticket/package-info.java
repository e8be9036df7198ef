/** Facts of the ticket context (hotline.tickets.v1). */
@org.jspecify.annotations.NullMarked
package com.hotline48.events.ticket;
