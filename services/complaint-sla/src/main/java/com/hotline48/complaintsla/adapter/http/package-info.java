/** The read API of clocks and relations. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.adapter.http;
