package com.hotline48.reporting.config;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

import com.hotline48.delivery.DeliveryConfiguration;
import com.hotline48.delivery.DeliveryProperties;
import com.hotline48.delivery.KafkaClients;
import com.hotline48.delivery.deadletter.StreamsConsumer;
import com.hotline48.delivery.logend.LogEndsFactory;
import com.hotline48.delivery.mark.Marks;
import com.hotline48.delivery.streams.StreamsFactory;
import com.hotline48.events.centre.Centre;
import com.hotline48.events.centre.Centres;
import com.hotline48.reporting.adapter.http.ComplaintReportController;
import com.hotline48.reporting.adapter.http.RebuildEndpoint;
import com.hotline48.reporting.adapter.kafka.GenerationLoop;
import com.hotline48.reporting.adapter.kafka.GenerationsHealth;
import com.hotline48.reporting.adapter.kafka.KafkaGenerations;
import com.hotline48.reporting.adapter.metrics.FigureGauges;
import com.hotline48.reporting.adapter.metrics.ReportingMetrics;
import com.hotline48.reporting.adapter.mongo.MongoCellStore;
import com.hotline48.reporting.adapter.mongo.MongoGenerationRegister;
import com.hotline48.reporting.application.CellStore;
import com.hotline48.reporting.application.GenerationRegister;
import com.hotline48.reporting.application.ReadComplaintFigures;
import com.hotline48.reporting.application.RebuildFigures;
import com.hotline48.reporting.stream.ReportingTopology;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The service's parts and how they hang together. */
@Configuration(proxyBeanMethods = false)
@Import(DeliveryConfiguration.class)
@EnableConfigurationProperties(ReportingProperties.class)
class ReportingConfiguration {

    private static final String NATIONAL_CENTRE = "CN";
    private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(90);

    @Bean
    Centres centres(ReportingProperties properties) {
        return Centres.of(properties.centresFile());
    }

    @Bean
    StreamsConsumer streamsConsumer() {
        return new StreamsConsumer(ReportingTopology.CONSUMER, ReportingTopology.INPUTS);
    }

    @Bean
    ReportingMetrics reportingMetrics(MeterRegistry registry) {
        return new ReportingMetrics(registry);
    }

    @Bean
    MongoCellStore cellStore(MongoDatabase database) {
        MongoCellStore store = new MongoCellStore(database);
        store.prepare().block(PREPARE_TIMEOUT);
        return store;
    }

    @Bean
    MongoGenerationRegister generationRegister(MongoDatabase database) {
        return new MongoGenerationRegister(database);
    }

    @Bean
    ReportingTopology reportingTopology(Centres centres, ReportingMetrics metrics, ReportingProperties properties) {
        return new ReportingTopology(centres, metrics.intake(), metrics.facts(), properties.flushInterval());
    }

    @Bean
    KafkaGenerations kafkaGenerations(
            ReportingTopology topology,
            StreamsFactory streams,
            LogEndsFactory logEnds,
            Marks marks,
            KafkaClients clients,
            Admin admin,
            CellStore store,
            ReportingMetrics metrics,
            DeliveryProperties properties,
            MeterRegistry registry) {
        return new KafkaGenerations(
                topology, streams, logEnds, marks, clients, admin, store, metrics.sink(), properties, registry);
    }

    @Bean
    RebuildFigures rebuildFigures(
            GenerationRegister register, CellStore cells, KafkaGenerations runner, DeliveryProperties properties) {
        return new RebuildFigures(register, cells, runner, properties.partitions());
    }

    @Bean
    GenerationLoop generationLoop(RebuildFigures rebuild, KafkaGenerations runner) {
        return new GenerationLoop(rebuild, runner);
    }

    @Bean
    GenerationsHealth figuresHealthIndicator(KafkaGenerations generations) {
        return new GenerationsHealth(generations);
    }

    @Bean
    ReadComplaintFigures readComplaintFigures(
            GenerationRegister register, CellStore cells, DeliveryProperties properties) {
        return new ReadComplaintFigures(register, cells, properties.partitions());
    }

    @Bean
    FigureGauges figureGauges(
            ReadComplaintFigures figures,
            MeterRegistry registry,
            Clock clock,
            Centres centres,
            ReportingProperties properties) {
        ZoneId zone = centres.find(NATIONAL_CENTRE).map(Centre::zone).orElse(ZoneOffset.UTC);
        return new FigureGauges(figures, registry, clock, zone, properties.gaugeInterval());
    }

    @Bean
    ComplaintReportController complaintReportController(ReadComplaintFigures figures, Centres centres) {
        return new ComplaintReportController(figures, centres);
    }

    @Bean
    RebuildEndpoint rebuildEndpoint(RebuildFigures rebuild) {
        return new RebuildEndpoint(rebuild);
    }
}
