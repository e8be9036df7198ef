/** Generations of figures as Kafka Streams applications, and the sink of their cells. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.adapter.kafka;
