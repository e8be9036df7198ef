/** Tickets, creation keys and number blocks in MongoDB. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.mongo;
