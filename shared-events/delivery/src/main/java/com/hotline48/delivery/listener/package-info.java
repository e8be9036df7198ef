/** Idempotent, ordered handling of events by services that are not topologies. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.listener;
