package com.hotline48.delivery;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import com.hotline48.delivery.outbox.OutboxFullException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/** Tells "an engine is away, try again later" from faults of the request or of our own. */
public final class EngineFaults {

    private EngineFaults() {}

    /** Whether the fault will pass by itself when an engine or a neighbour comes back. */
    public static boolean isUnavailable(Throwable fault) {
        for (Throwable t = fault; t != null; t = t.getCause()) {
            if (t instanceof MongoSocketException
                    || t instanceof MongoTimeoutException
                    || t instanceof MongoNotPrimaryException
                    || t instanceof MongoNodeIsRecoveringException
                    || t instanceof OutboxFullException
                    || t instanceof RetriableException
                    || t instanceof TimeoutException
                    || t instanceof java.net.SocketException
                    || t instanceof java.nio.channels.ClosedChannelException) {
                return true;
            }
            if (t instanceof MongoException mongo
                    && (mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)
                            || mongo.hasErrorLabel("RetryableWriteError"))) {
                return true;
            }
            // What Mono.block(timeout) throws has no type of its own.
            if (t instanceof IllegalStateException
                    && t.getMessage() != null
                    && t.getMessage().startsWith("Timeout on blocking read")) {
                return true;
            }
            if (t.getCause() == t) {
                return false;
            }
        }
        return false;
    }

    /** Whether a write may have taken effect although it failed. */
    public static boolean leavesOutcomeUnknown(Throwable fault) {
        return fault instanceof MongoSocketException
                || fault instanceof MongoTimeoutException
                || fault instanceof MongoNotPrimaryException
                || fault instanceof MongoNodeIsRecoveringException
                || fault instanceof IOException
                || fault instanceof TimeoutException
                || fault instanceof com.mongodb.MongoWriteConcernException
                || fault instanceof com.mongodb.MongoInterruptedException;
    }
}
