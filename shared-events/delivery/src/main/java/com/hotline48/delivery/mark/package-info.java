/** Progress marks: up to which instant a service has published everything that it recorded. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.mark;
