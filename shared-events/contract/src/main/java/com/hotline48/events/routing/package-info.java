/** Facts of the routing context (hotline.routing.v1). */
@org.jspecify.annotations.NullMarked
package com.hotline48.events.routing;
