package com.hotline48.delivery.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import com.hotline48.events.Causality;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What every request carries beside its body. */
public final class Requests {

    public static final String CORRELATION_ID = "X-Correlation-Id";

    private static final String ATTRIBUTE = Requests.class.getName() + ".correlation";
    private static final Pattern CORRELATION = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    /** The id travels on events, so it must not be able to hold a telephone number. */
    private static final Pattern NUMBER_LIKE = Pattern.compile("[0-9._-]+|.*[0-9]{11,}.*");

    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-f]{32}");
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private Requests() {}

    /** Correlation id (made if the request has none that is usable, then the same for the whole request) and trace. */
    public static Causality causality(ServerHttpRequest request) {
        return new Causality(
                correlationId(request),
                Optional.empty(),
                Optional.ofNullable(request.getHeaders().getFirst("traceparent"))
                        .filter(value -> TRACEPARENT.matcher(value).matches()));
    }

    /** See {@link #causality}. */
    public static String correlationId(ServerHttpRequest request) {
        Object known = request.getAttributes().get(ATTRIBUTE);
        if (known instanceof String id) {
            return id;
        }
        String id = Optional.ofNullable(request.getHeaders().getFirst(CORRELATION_ID))
                .filter(Requests::isUsable)
                .orElseGet(() -> UUID.randomUUID().toString());
        request.getAttributes().put(ATTRIBUTE, id);
        return id;
    }

    private static boolean isUsable(String value) {
        return UUID_FORM.matcher(value).matches()
                || (CORRELATION.matcher(value).matches()
                        && !NUMBER_LIKE.matcher(value).matches());
    }
}
