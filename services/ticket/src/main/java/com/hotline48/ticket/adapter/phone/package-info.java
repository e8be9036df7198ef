/** Phone numbers by Google's numbering plans. */
@org.jspecify.annotations.NullMarked
package com.hotline48.ticket.adapter.phone;
