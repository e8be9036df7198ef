package com.hotline48.events;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.hotline48.events.callback.CallbackEvent;
import com.hotline48.events.routing.RoutingEvent;
import com.hotline48.events.sla.SlaEvent;
import com.hotline48.events.ticket.TicketEvent;

/**
 * All event types of this release: CloudEvents {@code type} ({@code hotline.<context>.<fact-in-kebab-case>.v<major>}),
 * topic and record class. It derives from the sealed interfaces of the contexts, so a new record is in it by itself.
 */
public final class EventCatalogue {

    private static final List<Entry> ENTRIES = List.of(
                    context("ticket", Topics.TICKETS, TicketEvent.class),
                    context("routing", Topics.ROUTING, RoutingEvent.class),
                    context("callback", Topics.CALLBACKS, CallbackEvent.class),
                    context("sla", Topics.SLA, SlaEvent.class))
            .stream()
            .flatMap(List::stream)
            .toList();

    private static final Map<String, Entry> BY_TYPE =
            ENTRIES.stream().collect(Collectors.toMap(Entry::type, entry -> entry, (a, b) -> a, LinkedHashMap::new));

    private static final Map<Class<?>, Entry> BY_CLASS =
            ENTRIES.stream().collect(Collectors.toMap(Entry::dataClass, entry -> entry));

    private EventCatalogue() {}

    /**
     * One kind of event.
     *
     * @param type CloudEvents type
     * @param topic where it is published
     * @param dataClass the record that is its data
     */
    public record Entry(String type, String topic, Class<? extends HotlineEvent> dataClass) {}

    /** Every kind of event, by context in the order of declaration. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entry of a CloudEvents type, empty when this release does not know it. */
    public static Optional<Entry> byType(String type) {
        return Optional.ofNullable(BY_TYPE.get(type));
    }

    /** The entry of a fact. */
    public static Entry of(HotlineEvent event) {
        Entry entry = BY_CLASS.get(event.getClass());
        if (entry == null) {
            throw new IllegalArgumentException(
                    "not in the catalogue: " + event.getClass().getName());
        }
        return entry;
    }

    private static List<Entry> context(String context, String topic, Class<? extends HotlineEvent> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(fact -> new Entry(
                        "hotline." + context + "." + kebab(fact.getSimpleName()) + ".v1",
                        topic,
                        fact.asSubclass(HotlineEvent.class)))
                .toList();
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
