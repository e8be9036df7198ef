/** What counts where: a complaint's facts, its contribution to a cell, figures from counts. Pure. */
@org.jspecify.annotations.NullMarked
package com.hotline48.reporting.domain;
