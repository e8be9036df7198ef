package com.hotline48.ticket.config;

import java.time.Clock;

import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.events.centre.Centres;
import com.hotline48.ticket.adapter.hmac.HmacCustomerReferences;
import com.hotline48.ticket.adapter.http.TicketCommandController.Commands;
import com.hotline48.ticket.adapter.kafka.ForeignEventsListener;
import com.hotline48.ticket.adapter.mongo.MongoCreationKeys;
import com.hotline48.ticket.adapter.mongo.MongoTicketNumbers;
import com.hotline48.ticket.adapter.mongo.MongoTicketStore;
import com.hotline48.ticket.adapter.phone.LibPhoneNumbers;
import com.hotline48.ticket.adapter.yaml.YamlCatalogue;
import com.hotline48.ticket.application.AcceptTicket;
import com.hotline48.ticket.application.AnswerTicket;
import com.hotline48.ticket.application.ChangeTicket;
import com.hotline48.ticket.application.CloseTicket;
import com.hotline48.ticket.application.CorrectAnswer;
import com.hotline48.ticket.application.CreationKeys;
import com.hotline48.ticket.application.CustomerReferences;
import com.hotline48.ticket.application.DispatchTicket;
import com.hotline48.ticket.application.ListTickets;
import com.hotline48.ticket.application.ReadTicket;
import com.hotline48.ticket.application.ReclassifyTicket;
import com.hotline48.ticket.application.ReopenTicket;
import com.hotline48.ticket.application.TakeInEvent;
import com.hotline48.ticket.application.TicketMetrics;
import com.hotline48.ticket.application.TicketNumbers;
import com.hotline48.ticket.application.TicketStore;
import com.hotline48.ticket.application.UrgeTicket;
import com.hotline48.ticket.application.VoidTicket;
import com.hotline48.ticket.application.WithdrawVoid;
import com.hotline48.ticket.domain.FormRules;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Wires ports to adapters and use cases to ports. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class TicketConfiguration {

    @Bean
    FormRules formRules(TicketProperties properties) {
        return new FormRules(
                Centres.of(properties.centresFile()),
                YamlCatalogue.of(properties.catalogueFile()),
                properties.catalogueStrict(),
                new LibPhoneNumbers());
    }

    @Bean
    CustomerReferences customerReferences(TicketProperties properties) {
        return new HmacCustomerReferences(properties.customerKey());
    }

    @Bean
    TicketStore ticketStore(AggregateStores stores, MongoDatabase database) {
        return new MongoTicketStore(stores, database);
    }

    @Bean
    MongoCreationKeys creationKeys(MongoDatabase database) {
        return new MongoCreationKeys(database);
    }

    @Bean
    CreationKeyExpiry creationKeyExpiry(MongoCreationKeys keys, Clock clock) {
        return new CreationKeyExpiry(keys, clock);
    }

    @Bean
    TicketNumbers ticketNumbers(MongoDatabase database, TicketProperties properties) {
        return new MongoTicketNumbers(database, properties.numberBlock());
    }

    @Bean
    TicketMetrics ticketMetrics(MeterRegistry registry) {
        return new TicketMetrics(registry);
    }

    @Bean
    AcceptTicket acceptTicket(
            TicketStore store,
            CreationKeys keys,
            TicketNumbers numbers,
            CustomerReferences customers,
            FormRules rules,
            TicketMetrics metrics,
            Clock clock) {
        return new AcceptTicket(store, keys, numbers, customers, rules, metrics, clock);
    }

    @Bean
    ReadTicket readTicket(TicketStore store) {
        return new ReadTicket(store);
    }

    @Bean
    ListTickets listTickets(TicketStore store) {
        return new ListTickets(store);
    }

    @Bean
    Commands commands(TicketStore store, FormRules rules, TicketMetrics metrics, Clock clock) {
        ChangeTicket change = new ChangeTicket(store, metrics, clock);
        return new Commands(
                new DispatchTicket(change),
                new AnswerTicket(change),
                new CloseTicket(change),
                new ReopenTicket(change),
                new UrgeTicket(change),
                new VoidTicket(change, store),
                new WithdrawVoid(change),
                new ReclassifyTicket(change, rules, metrics),
                new CorrectAnswer(change));
    }

    @Bean
    EventSubscription foreignEvents(TicketStore store, TicketMetrics metrics, Clock clock) {
        return new ForeignEventsListener(new TakeInEvent(store, metrics, clock)).subscription();
    }

    @Bean
    OpenAPI ticketApi() {
        return new OpenAPI().info(new Info().title("Hotline48 tickets").version("v1"));
    }

    /** What all POSTs have in common is said once. */
    @Bean
    OpenApiCustomizer idempotencyKeys() {
        Parameter key = new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .required(true)
                .description("One per request, e.g. a UUID; a retry with the same key gets the first answer")
                .schema(new StringSchema());
        Parameter ifMatch = new Parameter()
                .in("header")
                .name("If-Match")
                .description("ETag of the version that the caller has seen")
                .schema(new StringSchema());
        return api -> api.getPaths().forEach((path, item) -> {
            if (item.getPost() != null) {
                item.getPost().addParametersItem(key);
                if (path.contains("{ticketId}")) {
                    item.getPost().addParametersItem(ifMatch);
                }
            }
        });
    }
}
