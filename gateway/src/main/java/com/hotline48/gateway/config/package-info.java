/** Settings and wiring. */
@org.jspecify.annotations.NullMarked
package com.hotline48.gateway.config;
