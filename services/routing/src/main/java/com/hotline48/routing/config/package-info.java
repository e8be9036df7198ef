/** Settings and wiring of the routing service. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.config;
