/** The rule table as a YAML file. */
@org.jspecify.annotations.NullMarked
package com.hotline48.routing.adapter.yaml;
