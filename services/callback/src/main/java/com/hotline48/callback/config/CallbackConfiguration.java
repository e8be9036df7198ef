package com.hotline48.callback.config;

import java.time.Clock;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.hotline48.callback.adapter.http.JsonTaskAnswers;
import com.hotline48.callback.adapter.kafka.TicketAndRoutingEventsListener;
import com.hotline48.callback.adapter.mongo.MongoCallbackStore;
import com.hotline48.callback.adapter.mongo.MongoTaskDirectory;
import com.hotline48.callback.application.CallbackMetrics;
import com.hotline48.callback.application.CallbackStore;
import com.hotline48.callback.application.FindTasks;
import com.hotline48.callback.application.FollowTicket;
import com.hotline48.callback.application.RecordAttempt;
import com.hotline48.callback.application.TaskAnswers;
import com.hotline48.callback.application.TaskDirectory;
import com.hotline48.callback.domain.CallbackPolicy;
import com.hotline48.delivery.DeliveryConfiguration;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.outbox.AggregateStores;
import com.hotline48.events.Topics;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Puts the callback service together. */
@Configuration(proxyBeanMethods = false)
@Import(DeliveryConfiguration.class)
@EnableConfigurationProperties(CallbackProperties.class)
class CallbackConfiguration {

    private static final String CONSUMER = "callback";

    @Bean
    CallbackPolicy callbackPolicy(CallbackProperties properties) {
        return new CallbackPolicy(properties.feedbackLimit(), properties.complaintLimit(), properties.retries());
    }

    @Bean
    CallbackStore callbackStore(AggregateStores stores) {
        return new MongoCallbackStore(stores.open(MongoCallbackStore.COLLECTION));
    }

    @Bean(initMethod = "prepare")
    MongoTaskDirectory taskDirectory(MongoDatabase database) {
        return new MongoTaskDirectory(database);
    }

    @Bean
    TaskAnswers taskAnswers(ObjectMapper mapper) {
        return new JsonTaskAnswers(mapper);
    }

    @Bean
    CallbackMetrics callbackMetrics(MeterRegistry meters) {
        return new CallbackMetrics(meters);
    }

    @Bean
    RecordAttempt recordAttempt(
            CallbackStore store, CallbackPolicy policy, TaskAnswers answers, CallbackMetrics metrics, Clock clock) {
        return new RecordAttempt(store, policy, answers, metrics, clock);
    }

    @Bean
    FindTasks findTasks(CallbackStore store, TaskDirectory directory) {
        return new FindTasks(store, directory);
    }

    @Bean
    FollowTicket followTicket(CallbackStore store, CallbackPolicy policy, CallbackMetrics metrics, Clock clock) {
        return new FollowTicket(store, policy, metrics, clock);
    }

    @Bean
    EventSubscription ticketAndRoutingEvents(FollowTicket followTicket) {
        return new EventSubscription(
                CONSUMER, List.of(Topics.TICKETS, Topics.ROUTING), new TicketAndRoutingEventsListener(followTicket));
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Hotline48 callback")
                        .version("v1")
                        .description("Replies to customers, revisits and their surveys."));
    }
}
