/** In-document outbox: state and the events it causes are one atomic write of one document. */
@org.jspecify.annotations.NullMarked
package com.hotline48.delivery.outbox;
