package com.hotline48.replay.log;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * One event of an incident, as the log has it; {@code ?} is absent. Times are local, whole minutes, without a zone.
 *
 * @param line where it stands in the file, from 1
 * @param modCount how often the incident had been changed; -1 when the log does not say
 * @param updatedAt when this event happened
 * @param resolvedAt when the incident was (or will be) resolved: known in every row, even before its time
 */
public record LogRow(
        int line,
        String number,
        int modCount,
        Optional<String> caller,
        Optional<String> openedBy,
        LocalDateTime openedAt,
        Optional<String> updatedBy,
        LocalDateTime updatedAt,
        Optional<String> category,
        Optional<String> assignmentGroup,
        Optional<String> resolvedBy,
        Optional<LocalDateTime> resolvedAt) {}
