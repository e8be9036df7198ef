package com.hotline48.routing.adapter.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.hotline48.events.Code;
import com.hotline48.events.ticket.TicketType;
import com.hotline48.routing.domain.RoutingRule;
import com.hotline48.routing.domain.RuleTable;
import org.jspecify.annotations.Nullable;

/** Reads the rule table; whatever is wrong with it fails the start with a message that names the rule. */
public final class YamlRuleTable {

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private YamlRuleTable() {}

    /**
     * The table in a stream of YAML: {@code rules:} with {@code name}, {@code department} and the conditions
     * {@code type}, {@code subtype}, {@code province}.
     *
     * @param origin what messages call it
     * @throws IllegalStateException if it is not a table
     */
    public static RuleTable read(InputStream yaml, String origin) {
        try {
            Table table = YAML.readValue(yaml, Table.class);
            if (table == null || table.rules() == null) {
                throw new IllegalArgumentException("'rules' is missing");
            }
            return new RuleTable(table.rules().stream().map(YamlRuleTable::rule).toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rule table " + origin + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("rule table " + origin + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("rule table " + origin + ": " + e.getMessage(), e);
        }
    }

    private static RoutingRule rule(@Nullable Row row) {
        if (row == null || row.name() == null || row.name().isBlank()) {
            throw new IllegalArgumentException("a rule has no name");
        }
        if (row.department() == null) {
            throw new IllegalArgumentException("rule '" + row.name() + "' has no department");
        }
        Code.problemOf(row.department()).ifPresent(wrong -> {
            throw new IllegalArgumentException("rule '" + row.name() + "', department: " + wrong);
        });
        return new RoutingRule(
                row.name(),
                Optional.ofNullable(row.type()),
                Optional.ofNullable(row.subtype()),
                Optional.ofNullable(row.province()),
                new Code(row.department()));
    }

    private record Table(@Nullable List<@Nullable Row> rules) {}

    private record Row(
            @Nullable String name,
            @Nullable TicketType type,
            @Nullable String subtype,
            @Nullable String province,
            @Nullable String department) {}
}
