/** Use cases: read complaint figures, rebuild them; the ports that they need. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.application;
