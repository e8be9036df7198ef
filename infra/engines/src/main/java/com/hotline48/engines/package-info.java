/** Real engines inside the JVM: a Kafka broker and a document server that speaks MongoDB's wire protocol. */
@org.jspecify.annotations.NullMarked
package com.hotline48.engines;
