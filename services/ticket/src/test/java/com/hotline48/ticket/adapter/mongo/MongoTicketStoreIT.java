package com.hotline48.ticket.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import com.hotline48.ticket.OnRealEngines;
import com.hotline48.ticket.application.CreationKeys;
import com.hotline48.ticket.application.CreationKeys.Claim;
import com.hotline48.ticket.application.TicketStore;
import com.hotline48.ticket.application.TicketStoreContract;
import com.hotline48.ticket.domain.TicketId;
import com.hotline48.ticket.domain.TicketNumber;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;

@OnRealEngines
class MongoTicketStoreIT implements TicketStoreContract {

    @Autowired
    private TicketStore store;

    @Autowired
    private CreationKeys keys;

    @Autowired
    private MongoDatabase database;

    @Override
    public TicketStore store() {
        return store;
    }

    @Test
    void declaresTheIndexesOfItsQueries() {
        List<String> keys = Flux.from(database.getCollection("tickets").listIndexes())
                .map(index -> index.get("key", Document.class).toJson())
                .collectList()
                .block();

        assertThat(keys)
                .anyMatch(key -> key.contains("state.number"))
                .anyMatch(key -> key.contains("state.type") && key.contains("state.acceptedAt"))
                .anyMatch(key -> key.contains("state.state") && key.contains("state.acceptedAt"))
                .anyMatch(key -> key.contains("state.province") && key.contains("state.acceptedAt"));
    }

    @Test
    void claimsAKeyForOneRequest() {
        TicketId id = new TicketId("t" + "b".repeat(25));

        assertThat(keys.claim("key-a", "one", id, Instant.EPOCH).block()).isEqualTo(Claim.FRESH);
        assertThat(keys.claim("key-a", "one", id, Instant.EPOCH).block()).isEqualTo(Claim.SAME);
        assertThat(keys.claim("key-a", "two", id, Instant.EPOCH).block()).isEqualTo(Claim.OTHER);
        keys.release("key-a", "one").block();
        assertThat(keys.claim("key-a", "two", id, Instant.EPOCH).block()).isEqualTo(Claim.FRESH);
    }

    @Test
    void handsOutEachNumberOnceAmongInstances() {
        // Given: two instances and more callers at once than a block has numbers
        var one = new MongoTicketNumbers(database, 20);
        var other = new MongoTicketNumbers(database, 20);

        List<TicketNumber> numbers = Flux.range(0, 500)
                .flatMap(i -> (i % 2 == 0 ? one : other).next("XZ-310101"), 64)
                .collectList()
                .block();

        assertThat(numbers.stream().collect(Collectors.toSet())).hasSize(500);
    }
}
