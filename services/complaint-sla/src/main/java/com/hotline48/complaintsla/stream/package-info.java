/** The topology that keeps the clocks and finds repeats; its rules stand in the domain. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.stream;
