/** How events are delivered: mechanisms without a business word, shared by all services. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery;
