package com.hotline48.faults;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.faults.Journal.Command;
import com.hotline48.faults.Journal.Kind;
import com.hotline48.replay.drive.ApiClient;
import com.hotline48.replay.drive.Reply;

/**
 * One agent at work: accepts complaints, urges and answers them, one request after the other. What breaks off is asked
 * again with the same key until it is acknowledged, or, now and then, given up for good.
 */
final class LoadClient implements Runnable {

    private static final double GIVEN_UP = 0.25;
    /** Acknowledged requests that are sent once more, as by a client that lost the answer. */
    private static final double SENT_AGAIN = 0.1;

    private static final int PAUSE_MILLIS = 10;
    private static final int RETRY_MILLIS = 200;

    private final int id;
    private final String run;
    private final ApiClient api;
    private final Journal journal;
    private final Random random;
    private final BooleanSupplier stopped;
    private final AtomicLong done;
    private final List<OpenTicket> open = new ArrayList<>();
    private int accepted;
    private Instant last = Instant.EPOCH;

    private record OpenTicket(String origin, String ticketId, int commands) {}

    /**
     * @param run makes origins and keys of this run its own
     * @param done counts acknowledged requests of all clients
     */
    LoadClient(
            int id,
            String run,
            ApiClient api,
            Journal journal,
            Random random,
            BooleanSupplier stopped,
            AtomicLong done) {
        this.id = id;
        this.run = run;
        this.api = api;
        this.journal = journal;
        this.random = random;
        this.stopped = stopped;
        this.done = done;
    }

    @Override
    public void run() {
        try {
            while (!stopped.getAsBoolean()) {
                step();
                Thread.sleep(random.nextInt(2 * PAUSE_MILLIS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            journal.oddity("client " + id + " ended: " + e);
        }
    }

    private void step() throws InterruptedException {
        double choice = random.nextDouble();
        if (open.isEmpty() || choice < 0.35) {
            accept();
        } else {
            int index = random.nextInt(open.size());
            OpenTicket ticket = open.remove(index);
            boolean answer = choice < 0.5;
            Command command = new Command(
                    ticket.origin(), answer ? Kind.ANSWER : Kind.URGE, key(ticket.origin(), ticket.commands()), now());
            ObjectNode body = body(command);
            if (answer) {
                body.put("resolution", "answered under load");
            }
            String path = "/api/v1/tickets/" + ticket.ticketId() + (answer ? "/answer" : "/urge");
            boolean acknowledged =
                    deliver(command, path, body, ticket.ticketId()).isPresent();
            // A ticket with an unknown fate is left alone: what may follow depends on it.
            if (acknowledged && !answer) {
                open.add(new OpenTicket(ticket.origin(), ticket.ticketId(), ticket.commands() + 1));
            }
        }
    }

    private void accept() throws InterruptedException {
        accepted++;
        String origin = run + "-" + id + "-" + accepted;
        Command command = new Command(origin, Kind.ACCEPT, key(origin, 0), now());
        deliver(command, "/api/v1/tickets", acceptance(command), "")
                .ifPresent(ticketId -> open.add(new OpenTicket(origin, ticketId, 1)));
    }

    /** The acceptance of an origin, the same whenever it is sent. */
    static ObjectNode acceptance(Command command) {
        ObjectNode body = body(command)
                .put("type", "COMPLAINT")
                .put("subtype", "Load")
                .put("title", "投诉 load")
                .put("content", "complaint under load")
                .put("province", "CN-BJ");
        // One caller each: no complaint is another one's repeat.
        body.putObject("caller").put("number", phone(command.origin()));
        body.putObject("origin").put("channel", "CALL").put("id", command.origin());
        return body;
    }

    private static String phone(String origin) {
        String[] parts = origin.split("-", -1);
        return "+86131%03d%05d"
                .formatted(Integer.parseInt(parts[parts.length - 2]), Integer.parseInt(parts[parts.length - 1]));
    }

    private static ObjectNode body(Command command) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("agent", "load")
                .put("occurredAt", command.at().toString());
    }

    /** The ticketId once it is acknowledged; empty if it was given up. */
    private Optional<String> deliver(Command command, String path, ObjectNode body, String ticketId)
            throws InterruptedException {
        journal.sent(command);
        boolean brokeOff = false;
        while (true) {
            try {
                Reply reply = api.postOnce(path, command.key(), body);
                if (reply.isSuccess()) {
                    String id = command.kind() == Kind.ACCEPT
                            ? reply.json().path("ticketId").asText()
                            : ticketId;
                    journal.acknowledged(command, id);
                    done.incrementAndGet();
                    sendAgain(command, path, body, reply);
                    return Optional.of(id);
                }
                if (!reply.isPassing()) {
                    journal.oddity(command.kind() + " refused: " + reply.problem());
                    return Optional.empty();
                }
            } catch (IOException e) {
                brokeOff = true;
            }
            if (brokeOff && random.nextDouble() < GIVEN_UP) {
                return Optional.empty();
            }
            brokeOff = false;
            Thread.sleep(RETRY_MILLIS + random.nextInt(RETRY_MILLIS));
        }
    }

    private void sendAgain(Command command, String path, ObjectNode body, Reply first) throws InterruptedException {
        if (random.nextDouble() >= SENT_AGAIN) {
            return;
        }
        try {
            Reply again = api.postOnce(path, command.key(), body);
            if (!again.isPassing()
                    && !(again.status() == first.status() && again.json().equals(first.json()))) {
                journal.oddity(command.kind() + " sent again got another answer: " + first.status() + " then "
                        + again.status());
            }
        } catch (IOException e) {
            // It had been acknowledged already: nothing hangs on this one.
            return;
        }
    }

    private String key(String origin, int command) {
        return origin + ":" + command;
    }

    /** Milliseconds, each only once per client. */
    private Instant now() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        last = now.isAfter(last) ? now : last.plusMillis(1);
        return last;
    }
}
