package com.hotline48.ticket.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

import com.hotline48.events.ticket.TicketType;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TitleTest {

    @Property
    void takesEveryTitleThatItMakes(@ForAll TicketType type, @ForAll String name) {
        assertThat(Title.problemOf(Title.of(type, Optional.of(name)), type)).isEmpty();
    }

    @Property
    void refusesTheKeywordOfAnotherTypeAndNamesBoth(
            @ForAll TicketType type, @ForAll TicketType other, @ForAll String rest) {
        Optional<String> problem = Title.problemOf(other.keyword() + rest, type);

        if (type == other) {
            assertThat(problem).isEmpty();
        } else {
            assertThat(problem).hasValueSatisfying(text -> assertThat(text).contains(type.keyword(), other.keyword()));
        }
    }

    @Property
    void changesNothingButTheKeywordWhenReclassified(
            @ForAll TicketType from, @ForAll TicketType to, @ForAll String rest) {
        assertThat(Title.reclassified(from.keyword() + rest, from, to)).isEqualTo(to.keyword() + rest);
    }
}
