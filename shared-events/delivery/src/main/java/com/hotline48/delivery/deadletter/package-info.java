/** Records that could not be handled: kept, listed, sent again in order. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.deadletter;
