/** Use cases of the ticket service and the ports that they need. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.application;
