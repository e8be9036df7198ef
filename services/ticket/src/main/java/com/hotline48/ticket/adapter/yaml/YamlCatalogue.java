package com.hotline48.ticket.adapter.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.ticket.domain.Subtype;
import com.hotline48.ticket.domain.SubtypeCatalogue;
import org.jspecify.annotations.Nullable;

/** Reads subtype catalogues: a version and, per type, a list of codes with names (name absent = the code). */
public final class YamlCatalogue {

    private static final String SHIPPED = "/com/hotline48/ticket/subtypes.yaml";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private YamlCatalogue() {}

    private record Row(@Nullable String code, @Nullable String name) {}

    private record Content(int version, @Nullable Map<TicketType, List<Row>> types) {}

    /**
     * The catalogue of a file, or the shipped one when {@code file} is blank.
     *
     * @throws IllegalArgumentException if the file cannot be read or something in it is wrong
     */
    public static SubtypeCatalogue of(String file) {
        if (file.isBlank()) {
            try (InputStream in = Objects.requireNonNull(YamlCatalogue.class.getResourceAsStream(SHIPPED), SHIPPED)) {
                return read(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return read(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("HOTLINE_CATALOGUE_FILE " + file + ": " + e.getMessage(), e);
        }
    }

    private static SubtypeCatalogue read(InputStream in) throws IOException {
        Content content = YAML.readValue(in, Content.class);
        Map<TicketType, List<Subtype>> subtypes = new EnumMap<>(TicketType.class);
        if (content.types() != null) {
            content.types()
                    .forEach((type, rows) -> subtypes.put(
                            type, rows.stream().map(YamlCatalogue::subtype).toList()));
        }
        return new SubtypeCatalogue(content.version(), subtypes);
    }

    private static Subtype subtype(Row row) {
        if (row.code() == null) {
            throw new IllegalArgumentException("a subtype without code");
        }
        return new Subtype(new Code(row.code()), row.name() == null ? row.code() : row.name());
    }
}
