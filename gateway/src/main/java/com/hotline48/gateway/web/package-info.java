/** The door on Spring Cloud Gateway and Netty. */
@org.jspecify.annotations.NullMarked
package com.hotline48.gateway.web;
