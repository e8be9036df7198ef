/** Settings and wiring of the callback service. */
@org.jspecify.annotations.NullMarked
package com.hotline48.callback.config;
