/** What routing hears of tickets. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.adapter.kafka;
