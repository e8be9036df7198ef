/** Figures from what the hotline's events say: facts of each complaint, cells per month and province, rates. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting;
