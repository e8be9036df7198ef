/** Settings and wiring of the complaint SLA service. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.config;
