/** Hotline centres: code, name, zone and line hours, as configured per installation. */
@org.jspecify.annotations.NullMarked
package com.hotline48.events.centre;
