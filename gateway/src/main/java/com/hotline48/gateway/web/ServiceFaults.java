package com.hotline48.gateway.web;

import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import reactor.netty.channel.AbortedException;

/** Tells the faults of a service from those of the caller and from the gateway's own (named in gateway.yml). */
final class ServiceFaults {

    private ServiceFaults() {}

    static boolean isTimeout(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.netty.handler.timeout.TimeoutException;
    }

    static boolean isConnection(Throwable failure) {
        return failure instanceof IOException || failure instanceof AbortedException;
    }

    /** Statuses by which a service, or what stands before it, says that it cannot serve now. */
    public static final class Unavailable implements Predicate<Object> {
        @Override
        public boolean test(Object status) {
            return status.equals(502) || status.equals(503) || status.equals(504);
        }
    }

    /** Failures that count against the service. */
    public static final class Broken implements Predicate<Throwable> {
        @Override
        public boolean test(Throwable failure) {
            return isTimeout(failure) || isConnection(failure);
        }
    }
}
