package com.hotline48.routing.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.delivery.DeliveryConfiguration;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.events.Topics;
import com.hotline48.routing.adapter.http.JsonFormAnswers;
import com.hotline48.routing.adapter.kafka.TicketEventsListener;
import com.hotline48.routing.adapter.mongo.MongoFormDirectory;
import com.hotline48.routing.adapter.mongo.MongoRoutingStore;
import com.hotline48.routing.adapter.yaml.YamlRuleTable;
import com.hotline48.routing.application.ChangeForm;
import com.hotline48.routing.application.FindForms;
import com.hotline48.routing.application.FollowTicket;
import com.hotline48.routing.application.FormAnswers;
import com.hotline48.routing.application.FormDirectory;
import com.hotline48.routing.application.RoutingMetrics;
import com.hotline48.routing.application.RoutingStore;
import com.hotline48.routing.domain.RoutingPolicy;
import com.hotline48.routing.domain.RuleTable;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;

/** Puts the routing service together. */
@Configuration(proxyBeanMethods = false)
@Import(DeliveryConfiguration.class)
@EnableConfigurationProperties(RoutingProperties.class)
class RoutingConfiguration {

    private static final Logger LOGGER = LoggerFactory.getLogger(RoutingConfiguration.class);
    private static final String CONSUMER = "routing";
    private static final String SHIPPED_RULES = "routing-rules.yaml";

    @Bean
    RoutingPolicy routingPolicy(RoutingProperties properties) {
        RuleTable rules = rules(properties);
        LOGGER.atInfo().addKeyValue("rules", rules.size()).log("rule table read");
        return new RoutingPolicy(rules, properties.hopLimit(), properties.feedbackLimit());
    }

    private static RuleTable rules(RoutingProperties properties) {
        Path file = properties.rulesFile();
        boolean own = file != null && !file.toString().isBlank();
        try (InputStream yaml = own && file != null
                ? Files.newInputStream(file)
                : new ClassPathResource(SHIPPED_RULES).getInputStream()) {
            return YamlRuleTable.read(yaml, own ? String.valueOf(file) : SHIPPED_RULES);
        } catch (IOException e) {
            throw new UncheckedIOException("rule table " + (own ? file : SHIPPED_RULES) + " cannot be opened", e);
        }
    }

    @Bean
    RoutingStore routingStore(AggregateStores stores) {
        return new MongoRoutingStore(stores.open(MongoRoutingStore.COLLECTION));
    }

    @Bean(initMethod = "prepare")
    MongoFormDirectory formDirectory(MongoDatabase database) {
        return new MongoFormDirectory(database);
    }

    @Bean
    FormAnswers formAnswers(ObjectMapper mapper) {
        return new JsonFormAnswers(mapper);
    }

    @Bean
    RoutingMetrics routingMetrics(MeterRegistry meters) {
        return new RoutingMetrics(meters);
    }

    @Bean
    ChangeForm changeForm(
            RoutingStore store, RoutingPolicy policy, FormAnswers answers, RoutingMetrics metrics, Clock clock) {
        return new ChangeForm(store, policy, answers, metrics, clock);
    }

    @Bean
    FindForms findForms(RoutingStore store, FormDirectory directory) {
        return new FindForms(store, directory);
    }

    @Bean
    FollowTicket followTicket(RoutingStore store, RoutingPolicy policy, RoutingMetrics metrics, Clock clock) {
        return new FollowTicket(store, policy, metrics, clock);
    }

    @Bean
    EventSubscription ticketEvents(FollowTicket followTicket) {
        return new EventSubscription(CONSUMER, List.of(Topics.TICKETS), new TicketEventsListener(followTicket));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Hotline48 routing")
                        .version("v1")
                        .description("Processing forms (业务处理单) and the departments that deal with them."));
    }
}
