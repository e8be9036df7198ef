/** Tickets, their form and their life as pure values: no clock, no store, no framework. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.domain;
