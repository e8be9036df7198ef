/** Properties and wiring. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.config;
