/** The subtype catalogue from YAML. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.yaml;
