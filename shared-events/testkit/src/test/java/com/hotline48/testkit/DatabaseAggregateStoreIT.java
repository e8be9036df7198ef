package com.hotline48.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;

import com.hotline48.delivery.DeliveryConfiguration;
import com.hotline48.delivery.outbox.AggregateStore;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.delivery.outbox.HandledCommand;
import com.hotline48.delivery.outbox.StoredAggregate;
import com.hotline48.events.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The database's store keeps the contract, and what it writes can be read back from the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseAggregateStoreIT implements AggregateStoreContract {

    private ConfigurableApplicationContext service;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(DeliveryConfiguration.class)
    static class Service {
        @Bean
        AggregateStore store(AggregateStores stores) {
            return stores.open("things");
        }
    }

    private static ConfigurableApplicationContext run(Map<String, Object> more) {
        return new SpringApplicationBuilder(Service.class)
                .properties(BackingServices.get().properties("ticket"))
                .properties(more)
                .properties("hotline.service=ticket", "spring.config.name=nothing", "spring.main.banner-mode=off")
                .run();
    }

    @BeforeAll
    void start() {
        service = run(Map.of());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Override
    public AggregateStore store() {
        return service.getBean(AggregateStore.class);
    }

    @Test
    void whatWasWrittenCanBeReadFromTheLog() {
        try (EventLog log = EventLog.of(BackingServices.get().kafkaBootstrap(), Topics.TICKETS)) {
            StoredAggregate created = store().create(
                            "t-log", AggregateStoreContract.change(1, Optional.empty(), Optional.empty()))
                    .block();
            store().update(created, AggregateStoreContract.change(2, Optional.empty(), Optional.empty()))
                    .block();

            assertThat(log.awaitEventsOf("t-log", events -> events.size() >= 2))
                    .extracting(event -> event.sequence())
                    .containsExactly(1L, 2L);
        }
    }

    @Test
    void withoutIdempotenceNothingIsRemembered() {
        try (ConfigurableApplicationContext forgetful = run(Map.of("hotline.idempotence", "false"))) {
            AggregateStore store = forgetful.getBean(AggregateStore.class);
            HandledCommand command = new HandledCommand("k", "f", "{}");
            store.create("t-f", AggregateStoreContract.change(1, Optional.of(command), Optional.empty()))
                    .block();

            assertThat(store.find("t-f").block().command("k")).isEmpty();
        }
    }
}
