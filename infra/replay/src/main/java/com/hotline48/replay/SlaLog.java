package com.hotline48.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.hotline48.events.Topics;
import com.hotline48.replay.drive.TopicReader;

/**
 * What the topics hold at one moment: how far each ticket's own story goes and what was announced about it.
 *
 * @param ticketSequences last sequence of each ticket in {@code hotline.tickets.v1}
 * @param announced per ticket what lies in {@code hotline.sla.v1}, in order
 */
record SlaLog(Map<String, Long> ticketSequences, Map<String, List<Announcement>> announced) {

    /**
     * One record of {@code hotline.sla.v1}.
     *
     * @param identity source and id
     * @param fact what was announced, without when it was recorded: equal for the same thing said twice
     * @param groundedAt when it happened
     */
    record Announcement(String identity, String fact, Instant groundedAt) {}

    SlaLog {
        ticketSequences = Map.copyOf(ticketSequences);
        announced = Map.copyOf(announced);
    }

    static SlaLog read(String bootstrap) {
        Map<String, Long> sequences = new HashMap<>();
        Map<String, List<Announcement>> announced = new HashMap<>();
        try (TopicReader reader = new TopicReader(bootstrap, true)) {
            reader.readEvents(Topics.TICKETS, event -> sequences.merge(event.subject(), event.sequence(), Math::max));
            reader.readEvents(Topics.SLA, event -> announced
                    .computeIfAbsent(event.subject(), subject -> new ArrayList<>())
                    .add(new Announcement(
                            event.source() + "#" + event.id(), event.data().toString(), event.time())));
        }
        return new SlaLog(sequences, announced);
    }

    long size() {
        return announced.values().stream().mapToLong(List::size).sum();
    }

    /**
     * What is wrong in a later state of the topics when nothing but a rebuild happened between.
     *
     * @param since what came due after it may be announced anew
     * @return texts that name tickets by id; empty if nothing
     */
    List<String> violations(SlaLog later, Instant since) {
        Map<String, String> wrong = new TreeMap<>();
        later.announced.forEach((ticket, after) -> {
            List<Announcement> before = announced.getOrDefault(ticket, List.of());
            if (after.size() < before.size() || !after.subList(0, before.size()).equals(before)) {
                wrong.put(ticket, "what was announced before is not there any more");
                return;
            }
            Set<String> identities = new HashSet<>();
            if (!after.stream().allMatch(record -> identities.add(record.identity()))) {
                wrong.put(ticket, "two announcements have one id");
            }
            boolean unchanged =
                    later.ticketSequences.getOrDefault(ticket, 0L).equals(ticketSequences.getOrDefault(ticket, 0L));
            List<Announcement> added = after.subList(before.size(), after.size());
            if (unchanged
                    && added.stream().anyMatch(record -> record.groundedAt().isBefore(since))) {
                wrong.put(ticket, "announced again: " + added);
            }
        });
        announced.keySet().stream()
                .filter(ticket -> !later.announced.containsKey(ticket))
                .forEach(ticket -> wrong.put(ticket, "what was announced before is not there any more"));
        return wrong.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .toList();
    }
}
