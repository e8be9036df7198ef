/** What callback hears of tickets and forms. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.adapter.kafka;
