package com.hotline48.routing.domain;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;

/**
 * One row of the rule table; an absent condition fits everything, a rule without conditions is the default.
 *
 * @param name what the rule is called in messages
 * @param subtype only together with a type: subtypes are a catalogue per type (domain.md §2.2)
 * @param department where the form goes
 */
public record RoutingRule(
        String name, Optional<TicketType> type, Optional<String> subtype, Optional<String> province, Code department) {

    public RoutingRule {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(department, "department");
        if (subtype.isPresent() && type.isEmpty()) {
            throw new IllegalArgumentException("rule '" + name + "': a subtype needs its type");
        }
    }

    boolean fits(Matter matter) {
        return type.map(matter.type()::equals).orElse(true)
                && subtype.map(wanted -> matter.subtype().equals(Optional.of(wanted)))
                        .orElse(true)
                && province.map(matter.province()::equals).orElse(true);
    }

    /** How many conditions it has, 0..3. */
    long specificity() {
        return Stream.of(type, subtype, province).filter(Optional::isPresent).count();
    }

    /** Whether one matter could fit both. */
    boolean overlaps(RoutingRule other) {
        return agree(type, other.type) && agree(subtype, other.subtype) && agree(province, other.province);
    }

    /** Whether it has exactly the conditions that two overlapping rules have together. */
    boolean joins(RoutingRule one, RoutingRule other) {
        return type.equals(one.type.or(() -> other.type))
                && subtype.equals(one.subtype.or(() -> other.subtype))
                && province.equals(one.province.or(() -> other.province));
    }

    private static <T> boolean agree(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }
}
