package com.hotline48.delivery.logend;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.hotline48.delivery.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;

/** Opens {@link KafkaLogEnds} and closes them with the service. */
public final class LogEndsFactory implements AutoCloseable {

    private final Admin admin;
    private final KafkaClients clients;
    private final Clock clock;
    private final MeterRegistry meters;
    private final List<KafkaLogEnds> opened = new CopyOnWriteArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    public LogEndsFactory(Admin admin, KafkaClients clients, Clock clock, MeterRegistry meters) {
        this.admin = admin;
        this.clients = clients;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Starts to ask for the ends of all partitions of some topics; a topic that is not there yet is asked for again.
     *
     * @param plain topics that are not written in transactions
     * @param transactional topics that are: markers hide their end, so the last record is looked for
     */
    public KafkaLogEnds open(Set<String> plain, Set<String> transactional) {
        opened.removeIf(KafkaLogEnds::isClosed);
        String name = "log-ends-" + names.incrementAndGet();
        KafkaLogEnds ends = new KafkaLogEnds(
                admin, () -> clients.reader(name), plain, transactional, clock, meters, LogEndsSettings.defaults());
        opened.add(ends);
        ends.start();
        return ends;
    }

    @Override
    public void close() {
        opened.forEach(KafkaLogEnds::close);
    }
}
