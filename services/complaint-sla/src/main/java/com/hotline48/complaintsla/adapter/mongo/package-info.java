/** The read model of clocks and relations in MongoDB. */
@org.jspecify.annotations.NullMarked
package com.hotline48.complaintsla.adapter.mongo;
