/** Strict requests, idempotency keys and problem details (RFC 9457) of all services. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.http;
