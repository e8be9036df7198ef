package com.hotline48.gateway.config;

import com.hotline48.gateway.web.SentinelOfWeb;

/** Breaks the rule on purpose: settings may not know the web. */
class SentinelOfConfig {

    String name() {
        return new SentinelOfWeb().toString();
    }
}
