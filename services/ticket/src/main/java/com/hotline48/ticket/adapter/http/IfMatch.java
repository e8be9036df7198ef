package com.hotline48.ticket.adapter.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.hotline48.delivery.http.ProblemException;
import org.springframework.http.HttpHeaders;

/** The {@code If-Match} header (RFC 9110 §13.1.1): entity tags are versions in quotes. */
final class IfMatch {

    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("\\d{1,18}");

    private IfMatch() {}

    /** The versions of which the ticket must have one; empty when any will do. Weak tags match nothing. */
    static Optional<Set<Long>> from(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.IF_MATCH);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Set<Long> versions = new HashSet<>();
        for (String part : String.join(",", values).split(",", -1)) {
            String tag = part.strip();
            if (tag.equals("*")) {
                return Optional.empty();
            }
            Matcher matcher = TAG.matcher(tag);
            if (!matcher.matches()) {
                throw ProblemException.invalid(HttpHeaders.IF_MATCH, "expected: an ETag of the ticket, e.g. \"3\"");
            }
            if (matcher.group(1) == null && VERSION.matcher(matcher.group(2)).matches()) {
                versions.add(Long.parseLong(matcher.group(2)));
            }
        }
        return Optional.of(versions);
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }
}
