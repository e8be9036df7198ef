/** Use cases of the complaint SLA and the ports that they need. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.application;
