package com.hotline48.events.centre;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The centres of this installation: shipped are all 34 provincial ones and the national one, zone Asia/Shanghai. */
public final class Centres {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()).registerModule(new JavaTimeModule());

    private final Map<String, Centre> byCode;

    private Centres(List<Centre> centres) {
        Map<String, Centre> map = new LinkedHashMap<>();
        for (Centre centre : centres) {
            if (map.put(centre.code(), centre) != null) {
                throw new IllegalArgumentException("centre listed twice: " + centre.code());
            }
        }
        byCode = Map.copyOf(map);
    }

    /** The centres that ship with the product. */
    public static Centres shipped() {
        try (InputStream in = Centres.class.getResourceAsStream("/com/hotline48/centres.yaml")) {
            return new Centres(YAML.readValue(in, new TypeReference<List<Centre>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The centres of {@code HOTLINE_CENTRES_FILE} (YAML or JSON: a list of code, name, zone, lineHours), or the shipped
     * ones when {@code file} is blank.
     *
     * @throws IllegalArgumentException if the file cannot be read or a centre is wrong; names which
     */
    public static Centres of(String file) {
        if (file.isBlank()) {
            return shipped();
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new Centres(YAML.readValue(in, new TypeReference<List<Centre>>() {}));
        } catch (IOException e) {
            throw new IllegalArgumentException("HOTLINE_CENTRES_FILE " + file + ": " + e.getMessage(), e);
        }
    }

    /** The centre of a code, empty when there is none. */
    public Optional<Centre> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All centres. */
    public Collection<Centre> all() {
        return byCode.values();
    }
}
