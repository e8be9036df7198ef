/** The one door: routes, identity, limits, breakers, problem+json. */
@org.jspecify.annotations.NullMarked
package com.hotline48.gateway;
