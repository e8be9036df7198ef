/** Due timers of Streams tasks. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.timer;
