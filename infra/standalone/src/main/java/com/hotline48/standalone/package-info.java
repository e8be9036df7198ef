/** The whole platform in one JVM: embedded Kafka and document server, all services and the gateway. */
@org.jspecify.annotations.NullMarked
package com.hotline48.standalone;
