/** What tests of all modules share: engines, fakes, contract suites, architecture rules. */
@org.jspecify.annotations.NullMarked
package com.hotline48.testkit;
