/** Foreign events that change tickets. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.kafka;
