/** Customer references as keyed hashes. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.hmac;
