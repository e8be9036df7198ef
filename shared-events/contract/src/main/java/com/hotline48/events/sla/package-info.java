/** Facts of the complaint-sla context (hotline.sla.v1). */
@org.jspecify.annotations.NullMarked
package com.hotline48.events.sla;
