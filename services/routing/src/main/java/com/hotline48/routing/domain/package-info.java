/** What routing decides: which department a form goes to, and what may happen to a form. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.domain;
