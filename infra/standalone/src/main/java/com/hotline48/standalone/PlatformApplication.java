package com.hotline48.standalone;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import com.hotline48.callback.CallbackApplication;
import com.hotline48.complaintsla.ComplaintSlaApplication;
import com.hotline48.gateway.GatewayApplication;
import com.hotline48.reporting.ReportingApplication;
import com.hotline48.routing.RoutingApplication;
import com.hotline48.ticket.TicketApplication;

/** The applications of the platform, each a Spring context of its own. */
public enum PlatformApplication {
    TICKET(TicketApplication.class, 8081),
    ROUTING(RoutingApplication.class, 8082),
    CALLBACK(CallbackApplication.class, 8083),
    COMPLAINT_SLA(ComplaintSlaApplication.class, 8084),
    REPORTING(ReportingApplication.class, 8085),
    GATEWAY(GatewayApplication.class, 8080);

    private final Class<?> main;
    private final int defaultPort;

    PlatformApplication(Class<?> main, int defaultPort) {
        this.main = main;
        this.defaultPort = defaultPort;
    }

    Class<?> main() {
        return main;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** Name in {@code HOTLINE_SERVICES}, of its configuration file and of its database: {@code complaint-sla}. */
    public String applicationName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String portVariable() {
        return "HOTLINE_" + name() + "_PORT";
    }

    String uriVariable() {
        return "HOTLINE_" + name() + "_URI";
    }

    static PlatformApplication named(String name) {
        return Arrays.stream(values())
                .filter(application -> application.applicationName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("HOTLINE_SERVICES: " + name + " (expected: some of "
                        + Arrays.stream(values())
                                .map(PlatformApplication::applicationName)
                                .collect(Collectors.joining(", "))
                        + ")"));
    }
}
