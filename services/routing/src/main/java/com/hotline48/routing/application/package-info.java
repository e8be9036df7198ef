/** The use cases of routing and the ports that they need. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.application;
