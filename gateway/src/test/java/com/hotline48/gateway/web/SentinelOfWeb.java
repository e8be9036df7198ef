package com.hotline48.gateway.web;

import java.sql.Connection;

/** Breaks the rule on purpose: the gateway stores nothing. */
public class SentinelOfWeb {

    boolean isOpen(Connection connection) {
        return connection != null;
    }
}
