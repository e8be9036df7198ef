package com.hotline48.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path path;

    @Test
    void isTakenByOneAtATime() {
        try (DataFolder first = DataFolder.take(path)) {
            assertThat(first.kafka()).startsWithRaw(path);
            assertThatIllegalStateException()
                    .isThrownBy(() -> DataFolder.take(path))
                    .withMessageContaining("HOTLINE_DATA");
        }
        DataFolder.take(path).close();
    }

    @Test
    void keepsTheCustomerKey() {
        String key;
        try (DataFolder data = DataFolder.take(path)) {
            key = data.customerKey();
        }
        try (DataFolder data = DataFolder.take(path)) {
            assertThat(data.customerKey()).isEqualTo(key).hasSizeGreaterThanOrEqualTo(43);
        }
    }
}
