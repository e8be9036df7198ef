package com.hotline48.ticket.domain;

import java.util.Objects;

import com.hotline48.events.ticket.Channel;

/**
 * The contact that a ticket records: one answered call or voicemail is one ticket (domain.md §2.2).
 *
 * @param id of the call, voicemail, web request or partner's ticket, unique within the channel, 1..200 code points
 */
public record Origin(Channel channel, String id) {
    public Origin {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(id, "id");
    }
}
