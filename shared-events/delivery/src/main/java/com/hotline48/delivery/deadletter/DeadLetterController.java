package com.hotline48.delivery.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import com.hotline48.delivery.deadletter.DeadLetterHeaders.Origin;
import com.hotline48.delivery.deadletter.DeadLetterStore.Parcel;
import com.hotline48.delivery.http.IdempotencyKey;
import com.hotline48.delivery.http.ProblemException;
import com.hotline48.events.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Lists the dead letters of a service, without their payload, and sends them again. */
@RestController
@RequestMapping("/api/v1/${hotline.service}/dead-letters")
public final class DeadLetterController {

    private static final int MAX_LIMIT = 500;
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(20);

    private final DeadLetterStore store;
    private final Supplier<? extends Producer<String, byte[]>> producers;
    private final Clock clock;

    public DeadLetterController(
            DeadLetterStore store, Supplier<? extends Producer<String, byte[]>> producers, Clock clock) {
        this.store = store;
        this.producers = producers;
        this.clock = clock;
    }

    /** A page of dead letters. */
    public record Page(List<DeadLetter> items) {}

    /** How many were sent again: all unresolved ones of the key, in their order. */
    public record Resent(long resent) {}

    /**
     * Dead letters, those that died first first; {@code limit} 1..500. Without a {@code state} what holds up its key:
     * dead, or sent again and not handled yet.
     */
    @GetMapping
    public Mono<Page> list(
            @RequestParam Optional<DeadLetter.State> state, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemException.invalid("limit", "expected: 1.." + MAX_LIMIT);
        }
        return state.map(wanted -> store.list(wanted, limit))
                .orElseGet(() -> store.listUnresolved(limit))
                .collectList()
                .map(Page::new);
    }

    /**
     * Sends a dead letter and all others of its key to its consumer again, in their order. What was marked as sent and
     * never arrived (a crash) goes again under another key; consumers skip what they have had.
     */
    @PostMapping("/{id}/resend")
    public Mono<Resent> resend(@PathVariable("id") String id, @RequestHeader HttpHeaders headers) {
        IdempotencyKey key = IdempotencyKey.from(headers);
        return store.resentUnder(id, key.value())
                .switchIfEmpty(Mono.defer(() -> store.find(id)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(
                                HttpStatus.NOT_FOUND, "unknown-dead-letter", "There is no dead letter with this id.")))
                        .flatMap(parcel -> resend(parcel.letter(), key))))
                .map(Resent::new);
    }

    private Mono<Long> resend(DeadLetter letter, IdempotencyKey key) {
        return store.isResolved(letter.id())
                .flatMap(resolved -> resolved
                        ? Mono.<Long>error(new ProblemException(
                                HttpStatus.CONFLICT, "already-resent", "This dead letter was sent again before."))
                        : store.sameKey(letter).collectList().flatMap(parcels -> resend(parcels, key)));
    }

    private Mono<Long> resend(List<Parcel> parcels, IdempotencyKey key) {
        List<DeadLetter> letters = parcels.stream().map(Parcel::letter).toList();
        return Flux.fromIterable(parcels)
                .publishOn(Schedulers.boundedElastic())
                // One after the other: the order is the point. Marked first, so that one that dies again stays dead.
                .concatMap(parcel -> Mono.defer(() -> {
                    Instant at = clock.instant();
                    return store.resent(parcel.letter(), at).then(send(parcel)).then(store.sent(parcel.letter(), at));
                }))
                .then(store.allSent(letters, key.value()))
                .thenReturn((long) letters.size());
    }

    private Mono<Void> send(Parcel parcel) {
        return Mono.fromFuture(() -> {
                    DeadLetter letter = parcel.letter();
                    ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                            Topics.resend(letter.topic(), letter.consumer()),
                            letter.partition(),
                            letter.key().orElse(null),
                            parcel.value());
                    DeadLetterHeaders.write(
                            record.headers(),
                            new Origin(letter.topic(), letter.partition(), letter.offset()),
                            letter.reason());
                    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
                    var unused = producers.get().send(record, (metadata, fault) -> {
                        if (fault == null) {
                            acknowledged.complete(null);
                        } else {
                            acknowledged.completeExceptionally(fault);
                        }
                    });
                    return acknowledged;
                })
                .timeout(ACK_TIMEOUT)
                .onErrorResume(fault -> store.revive(parcel.letter()).then(Mono.error(fault)));
    }
}
