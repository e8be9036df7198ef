/** What topologies share: exactly-once settings, bounded memory, intake of records. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.streams;
