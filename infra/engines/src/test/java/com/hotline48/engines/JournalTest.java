package com.hotline48.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import de.bwaldvogel.mongo.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path directory;

    private List<Object> read(Path path) {
        List<Object> numbers = new ArrayList<>();
        Journal.open(path, record -> numbers.add(record.get("n"))).close();
        return numbers;
    }

    private Path written(int records) {
        Path path = directory.resolve("journal");
        Journal journal = Journal.open(path, record -> {});
        for (int i = 0; i < records; i++) {
            journal.append(Bson.encode(new Document("n", i)));
        }
        journal.close();
        return path;
    }

    @Test
    void givesBackWhatWasAppended() {
        assertThat(read(written(3))).containsExactly(0, 1, 2);
    }

    @Test
    void dropsAHalfWrittenLastRecordAndGoesOnBehindTheWholeOnes() throws Exception {
        // Given
        Path path = written(3);
        byte[] bytes = Files.readAllBytes(path);
        // When
        Files.write(path, Arrays.copyOf(bytes, bytes.length - 2));
        Journal journal = Journal.open(path, record -> {});
        journal.append(Bson.encode(new Document("n", 7)));
        journal.close();
        // Then
        assertThat(read(path)).containsExactly(0, 1, 7);
    }

    @Test
    void dropsARecordWithAWrongChecksum() throws Exception {
        Path path = written(2);
        byte[] bytes = Files.readAllBytes(path);
        bytes[bytes.length - 3] ^= 1;
        Files.write(path, bytes, StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(read(path)).containsExactly(0);
    }

    @Test
    void isGoneWhenEmptied() {
        Path path = written(2);
        Journal journal = Journal.open(path, record -> {});
        journal.reset();
        journal.close();
        assertThat(Files.exists(path)).isFalse();
    }
}
