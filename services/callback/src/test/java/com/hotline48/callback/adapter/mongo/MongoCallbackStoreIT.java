package com.hotline48.callback.adapter.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.hotline48.callback.CallbackApplication;
import com.hotline48.callback.application.CallbackStore;
import com.hotline48.callback.application.CallbackStoreContract;
import com.hotline48.callback.application.TaskDirectory;
import com.hotline48.testkit.BackingServices;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;

@SpringBootTest(
        classes = CallbackApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=callback")
@DirtiesContext
class MongoCallbackStoreIT implements CallbackStoreContract {

    @Autowired
    private CallbackStore store;

    @Autowired
    private TaskDirectory directory;

    @Autowired
    private MongoDatabase database;

    @DynamicPropertySource
    static void engines(DynamicPropertyRegistry registry) {
        BackingServices.get().register(registry, "callback");
    }

    @Override
    public CallbackStore store() {
        return store;
    }

    @Override
    public TaskDirectory directory() {
        return directory;
    }

    @Test
    void hasIndexesForWhatTasksAreFoundBy() {
        assertThat(Flux.from(database.getCollection(MongoCallbackStore.COLLECTION)
                                .listIndexes())
                        .map(index -> index.get("key", Document.class).keySet().toString())
                        .collectList()
                        .block())
                .contains(
                        "[state.pending.state, state.pending.dueAt, _id]",
                        "[state.tasks.state, state.tasks.dueAt]",
                        "[state.tasks.dueAt]");
    }
}
