/** Settings and wiring of the ticket service. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.config;
