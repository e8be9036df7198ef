/** The ticket service's API (RFC 9457 problems, RFC 9110 preconditions). */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.http;
