/** The complaint SLA service: 48-hour clocks, repeat complaints, and what is asked about them. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla;
