/** What the service knows from Kafka beside its topology. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.adapter.kafka;
