package com.hotline48.replay.history;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.hotline48.replay.history.TicketAction.Kind;
import com.hotline48.replay.log.Incident;
import com.hotline48.replay.log.LogRow;

/**
 * An incident as a complaint on the hotline: accepted when it was opened, handed on when its group changed, answered
 * when it was resolved. Reopenings are not played: the log knows only the last resolution, which comes after them.
 *
 * @param name of the log: makes origin ids and idempotency keys its own; {@code [A-Za-z0-9._-]}, at most 40 characters
 * @param province code of the accepting centre
 * @param zone in which the log's local times are read
 */
public record IncidentHistory(String name, String province, ZoneId zone) {

    private static final String UNKNOWN_AGENT = "import";

    public IncidentHistory {
        if (!name.matches("[A-Za-z0-9._-]{1,40}")) {
            throw new IllegalArgumentException("name of the log: expected 1..40 characters of A-Z a-z 0-9 . _ -");
        }
    }

    /** The requests of one incident, in their order. */
    public List<TicketAction> actions(Incident incident) {
        LocalDateTime opened = incident.openedAt();
        Optional<LocalDateTime> resolved = incident.resolvedAt();
        List<TicketAction> actions = new ArrayList<>();
        actions.add(new TicketAction(Kind.ACCEPT, incident, incident.first(), 0, instant(opened)));
        Optional<String> group = incident.first().assignmentGroup();
        int step = 0;
        for (LogRow row : incident.rows()) {
            boolean handedOn =
                    row.assignmentGroup().isPresent() && !row.assignmentGroup().equals(group);
            // What is moved about after the answer is paperwork: an answered ticket is not handed on.
            boolean beforeTheAnswer =
                    resolved.map(at -> !row.updatedAt().isAfter(at)).orElse(true);
            if (handedOn && beforeTheAnswer) {
                group = row.assignmentGroup();
                LocalDateTime at = row.updatedAt().isBefore(opened) ? opened : row.updatedAt();
                actions.add(new TicketAction(Kind.DISPATCH, incident, row, step, instant(at)));
                step++;
            }
        }
        resolved.ifPresent(at -> actions.add(new TicketAction(Kind.ANSWER, incident, incident.last(), 0, instant(at))));
        return actions.stream().sorted(TicketAction.BY_TIME).toList();
    }

    /** The same for every run, so that a second run from the start changes nothing. */
    public String idempotencyKey(TicketAction action) {
        return "replay:" + name + ":" + keyPart(action.number()) + ":"
                + switch (action.kind()) {
                    case ACCEPT -> "accept";
                    case DISPATCH -> "dispatch-" + action.step();
                    case ANSWER -> "answer";
                };
    }

    /** The request's path below {@code /api/v1/tickets}; {@code ticketId} is not used for an acceptance. */
    public String path(TicketAction action, String ticketId) {
        return switch (action.kind()) {
            case ACCEPT -> "/api/v1/tickets";
            case DISPATCH -> "/api/v1/tickets/" + ticketId + "/dispatch";
            case ANSWER -> "/api/v1/tickets/" + ticketId + "/answer";
        };
    }

    /** The request's body. */
    public ObjectNode body(TicketAction action) {
        return switch (action.kind()) {
            case ACCEPT -> acceptance(action);
            case DISPATCH -> {
                ObjectNode body = command(action, action.row().updatedBy());
                action.row().assignmentGroup().ifPresent(group -> body.put("department", code("Group", group)));
                yield body;
            }
            case ANSWER ->
                command(action, action.row().resolvedBy()).put("resolution", InventedTexts.resolution(action.number()));
        };
    }

    private ObjectNode acceptance(TicketAction action) {
        LogRow first = action.row();
        ObjectNode body = command(action, first.openedBy())
                .put("type", "COMPLAINT")
                .put("title", InventedTexts.title(action.number()))
                .put("content", InventedTexts.content(action.number()))
                .put("province", province);
        first.category().ifPresent(category -> body.put("subtype", code("Category", category)));
        ObjectNode caller = body.putObject("caller");
        first.caller().ifPresent(id -> caller.put("number", InventedTexts.phone(id))
                .put("name", InventedTexts.name(id))
                .put("address", InventedTexts.address(id)));
        body.putObject("origin").put("channel", "CALL").put("id", name + ":" + action.number());
        return body;
    }

    private static ObjectNode command(TicketAction action, Optional<String> agent) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("agent", agent.map(id -> "A" + InventedTexts.digits(id)).orElse(UNKNOWN_AGENT))
                .put("occurredAt", action.at().toString());
    }

    /** {@code Category 37} for both {@code 37} and {@code Category 37}. */
    private static String code(String word, String value) {
        String digits = InventedTexts.digits(value);
        return word + " " + (digits.isEmpty() ? value : digits);
    }

    private static String keyPart(String number) {
        return number.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private Instant instant(LocalDateTime local) {
        return local.atZone(zone).toInstant();
    }
}
