package com.hotline48.complaintsla.config;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.hotline48.complaintsla.adapter.http.RebuildEndpoint;
import com.hotline48.complaintsla.adapter.kafka.KafkaProgress;
import com.hotline48.complaintsla.adapter.kafka.StreamsJudgementLog;
import com.hotline48.complaintsla.adapter.mongo.MongoClockRegister;
import com.hotline48.complaintsla.application.ClockRegister;
import com.hotline48.complaintsla.application.Progress;
import com.hotline48.complaintsla.application.RebuildJudgements;
import com.hotline48.complaintsla.application.RecordInView;
import com.hotline48.complaintsla.stream.SlaTopology;
import com.hotline48.complaintsla.stream.TopologySettings;
import com.hotline48.delivery.DeliveryConfiguration;
import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.deadletter.StreamsConsumer;
import com.hotline48.delivery.listener.EventSubscription;
import com.hotline48.delivery.logend.KafkaLogEnds;
import com.hotline48.delivery.logend.LogEndsFactory;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.StreamsFactory;
import com.hotline48.delivery.streams.StreamsRuntime;
import com.hotline48.events.Topics;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires the service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ComplaintSlaProperties.class)
@Import(DeliveryConfiguration.class)
class ComplaintSlaConfiguration {

    /** Application id of the topology and consumer name of its dead letters. */
    private static final String TOPOLOGY = "complaint-sla";

    private static final String VIEW = "complaint-sla-view";
    private static final Duration ENGINE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration VIEW_PATIENCE = Duration.ofSeconds(10);

    @Bean
    SlaMetrics slaMetrics(MeterRegistry meters) {
        return new SlaMetrics(meters);
    }

    @Bean
    StreamsConsumer slaConsumer() {
        return new StreamsConsumer(TOPOLOGY, List.of(Topics.TICKETS));
    }

    @Bean(destroyMethod = "")
    KafkaLogEnds ticketLogEnds(LogEndsFactory factory) {
        return factory.open(Set.copyOf(SlaTopology.inputs(TOPOLOGY)), Set.of());
    }

    /** The view's own, not the topology's: reading uses up what is known of older ends. */
    @Bean(destroyMethod = "")
    KafkaLogEnds viewTicketLogEnds(LogEndsFactory factory) {
        return factory.open(Set.of(Topics.TICKETS), Set.of());
    }

    @Bean(destroyMethod = "")
    KafkaLogEnds slaLogEnds(LogEndsFactory factory) {
        return factory.open(Set.of(), Set.of(Topics.SLA));
    }

    @Bean
    StreamsRuntime slaTopology(
            StreamsFactory factory,
            DeliveryProperties delivery,
            ComplaintSlaProperties properties,
            KafkaLogEnds ticketLogEnds,
            Marks marks,
            SlaMetrics metrics) {
        TopologySettings settings = new TopologySettings(
                TOPOLOGY,
                delivery.partitions(),
                properties.policy(),
                properties.rules(),
                properties.settle(),
                properties.lateSettle());
        return factory.open(TOPOLOGY, () -> {
            StreamsBuilder builder = new StreamsBuilder();
            new SlaTopology(settings, ticketLogEnds, marks, metrics, metrics).addTo(builder);
            return builder.build();
        });
    }

    @Bean
    ClockRegister clockRegister(MongoDatabase database) {
        MongoClockRegister register = new MongoClockRegister(database);
        register.declareIndexes().block(ENGINE_PATIENCE);
        return register;
    }

    @Bean
    EventSubscription slaView(ClockRegister register) {
        RecordInView record = new RecordInView(register);
        return new EventSubscription(VIEW, List.of(Topics.SLA, Topics.TICKETS), event -> record.handle(event)
                .block(VIEW_PATIENCE));
    }

    @Bean
    OpenClocks openClocks(ClockRegister register, MeterRegistry meters) {
        return new OpenClocks(register, meters);
    }

    @Bean
    KafkaProgress slaProgress(
            Admin admin,
            DeliveryProperties delivery,
            KafkaLogEnds viewTicketLogEnds,
            KafkaLogEnds slaLogEnds,
            Marks marks,
            Clock clock) {
        return new KafkaProgress(
                admin,
                VIEW,
                Map.of(Topics.TICKETS, viewTicketLogEnds, Topics.SLA, slaLogEnds),
                delivery.partitions(),
                marks,
                clock);
    }

    @Bean
    RebuildJudgements rebuildJudgements(StreamsRuntime slaTopology, Progress progress, Clock clock) {
        return new RebuildJudgements(
                new StreamsJudgementLog(slaTopology, SlaTopology::isKept, Set.copyOf(SlaTopology.inputs(TOPOLOGY))),
                progress,
                clock);
    }

    @Bean
    RebuildEndpoint rebuildEndpoint(RebuildJudgements rebuild) {
        return new RebuildEndpoint(rebuild);
    }
}
