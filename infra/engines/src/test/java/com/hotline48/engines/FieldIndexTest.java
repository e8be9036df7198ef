package com.hotline48.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;

class FieldIndexTest {

    private final FieldIndex stateAndDue = index(false, new IndexKey("state", true), new IndexKey("dueAt", true));
    private final FieldIndex newestFirst = index(false, new IndexKey("state", true), new IndexKey("dueAt", false));

    private static FieldIndex index(boolean sparse, IndexKey... keys) {
        return new FieldIndex("index", List.of(keys), sparse, false, true);
    }

    private static Document ticket(String id, Object state, Object dueAt) {
        return new Document("_id", id).append("state", state).append("dueAt", dueAt);
    }

    private void fill(FieldIndex index) {
        index.fill(ticket("a", "RUNNING", 3));
        index.fill(ticket("b", "RUNNING", 1));
        index.fill(ticket("c", "MET", 2));
        index.fill(ticket("d", "RUNNING", 2));
        index.fill(ticket("e", "RUNNING", "not a number"));
        index.fill(new Document("_id", "f").append("state", "RUNNING"));
    }

    private static List<Object> ids(FieldIndex.Scan scan) {
        List<Object> ids = new ArrayList<>();
        scan.ids().forEach(ids::add);
        return ids;
    }

    private static FieldIndex.Scan plan(FieldIndex index, Document query, Document order) {
        return index.plan(Conditions.of(query), order, true);
    }

    @Test
    void walksAPrefixAndARangeWithinItsType() {
        fill(stateAndDue);
        FieldIndex.Scan scan =
                plan(stateAndDue, new Document("state", "RUNNING").append("dueAt", new Document("$lte", 2)), null);
        assertThat(ids(scan)).containsExactly("b", "d");
    }

    @Test
    void walksADescendingFieldsRange() {
        fill(newestFirst);
        FieldIndex.Scan scan =
                plan(newestFirst, new Document("state", "RUNNING").append("dueAt", new Document("$gte", 2)), null);
        assertThat(ids(scan)).containsExactly("a", "d");
    }

    @Test
    void servesAnOrderForwardsAndBackwardsButNoOther() {
        fill(stateAndDue);
        Document running = new Document("state", "RUNNING").append("dueAt", new Document("$gt", 0));
        FieldIndex.Scan up = plan(stateAndDue, running, new Document("dueAt", 1).append("_id", 1));
        FieldIndex.Scan down = plan(stateAndDue, running, new Document("dueAt", -1).append("_id", -1));
        FieldIndex.Scan mixed = plan(stateAndDue, running, new Document("dueAt", 1).append("_id", -1));
        FieldIndex.Scan other = plan(stateAndDue, running, new Document("number", 1));
        assertThat(up.sorted).isTrue();
        assertThat(ids(up)).containsExactly("b", "d", "a");
        assertThat(down.sorted).isTrue();
        assertThat(ids(down)).containsExactly("a", "d", "b");
        assertThat(mixed.sorted).isFalse();
        assertThat(other.sorted).isFalse();
    }

    @Test
    void leavesAQueryThatSaysNothingAboutItsFirstField() {
        assertThat(plan(stateAndDue, new Document("dueAt", 1), null)).isNull();
        assertThat(plan(stateAndDue, new Document("state", new Document("$ne", "MET")), null))
                .isNull();
        assertThat(plan(stateAndDue, new Document("state", null), null)).isNull();
    }

    @Test
    void readsFlattenedConjunctions() {
        fill(stateAndDue);
        Document query = new Document(
                "$and",
                List.of(
                        new Document("state", new Document("$eq", "RUNNING")),
                        new Document("$and", List.of(new Document("dueAt", new Document("$gt", 1)))),
                        new Document("dueAt", new Document("$lt", 9))));
        assertThat(ids(plan(stateAndDue, query, null))).containsExactly("b", "d", "a");
    }

    @Test
    void doesNotServeEverythingFromASparseIndex() {
        FieldIndex pending = index(true, new IndexKey("pendingSince", true));
        pending.fill(new Document("_id", "a").append("pendingSince", 1));
        pending.fill(new Document("_id", "b"));
        assertThat(pending.getCount()).isEqualTo(1);
        assertThat(plan(pending, new Document(), new Document("pendingSince", 1)))
                .isNull();
        assertThat(ids(plan(pending, new Document("pendingSince", new Document("$exists", true)), null)))
                .containsExactly("a");
    }

    @Test
    void scansBothSidesOnlyWhereNoArrayIs() {
        FieldIndex tags = index(false, new IndexKey("tags", true));
        tags.fill(new Document("_id", "a").append("tags", List.of(1, 9)));
        tags.fill(new Document("_id", "b").append("tags", List.of()));
        Document between = new Document("tags", new Document("$gt", 4).append("$lt", 6));
        assertThat(ids(plan(tags, between, null))).containsExactly("a");
        assertThat(tags.getCount()).isEqualTo(3);
    }
}
