package com.hotline48.gateway.rules;

/**
 * One kind of refusal or failure that the gateway itself answers with (RFC 9457).
 *
 * @param code last segment of the {@code type} URI {@code /problems/<code>}
 * @param status HTTP status, 400..599
 * @param detail safe to show: no input, no address, no cause
 */
public record Problem(String code, int status, String title, String detail) {

    public static final Problem MALFORMED_REQUEST = new Problem(
            "malformed-request",
            400,
            "Malformed request",
            "The request line or a header is not valid HTTP: percent-encode what is not ASCII, in UTF-8, without"
                    + " control characters.");
    public static final Problem ORIGIN_NOT_ALLOWED = new Problem(
            "origin-not-allowed", 403, "Origin not allowed", "Pages of this origin may not make this call.");
    public static final Problem NOT_FOUND =
            new Problem("not-found", 404, "Not found", "There is nothing at this path.");
    public static final Problem METHOD_NOT_ALLOWED =
            new Problem("method-not-allowed", 405, "Method not allowed", "See the Allow header for what is.");
    public static final Problem NOT_ACCEPTABLE =
            new Problem("not-acceptable", 406, "Not acceptable", "This resource has no form that Accept allows.");
    public static final Problem BODY_TOO_SLOW =
            new Problem("request-timeout", 408, "Request timeout", "The body did not arrive in time.");
    public static final Problem URI_TOO_LONG =
            new Problem("uri-too-long", 414, "URI too long", "The request line is longer than the gateway reads.");
    public static final Problem UNSUPPORTED_MEDIA_TYPE = new Problem(
            "unsupported-media-type",
            415,
            "Unsupported media type",
            "Send the body as application/json in UTF-8, without a content encoding.");
    public static final Problem HEADERS_TOO_LARGE = new Problem(
            "headers-too-large",
            431,
            "Request header fields too large",
            "The headers are longer than the gateway reads.");
    public static final Problem INTERNAL =
            new Problem("internal-error", 500, "Internal error", "The gateway failed; quote the correlationId.");
    public static final Problem BAD_GATEWAY =
            new Problem("bad-gateway", 502, "Bad gateway", "The service failed; quote the correlationId.");
    public static final Problem SERVICE_UNAVAILABLE = new Problem(
            "service-unavailable",
            503,
            "Service unavailable",
            "The service cannot be reached now. Repeat the request after Retry-After, a POST with the same"
                    + " Idempotency-Key.");
    public static final Problem TIMEOUT = new Problem(
            "gateway-timeout",
            504,
            "Gateway timeout",
            "The service did not answer in time; it may still act on the request. Repeat a POST with the same"
                    + " Idempotency-Key.");

    public Problem {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 400..599)");
        }
    }

    /** @param maxBytes the largest body taken, bytes */
    public static Problem bodyTooLarge(long maxBytes) {
        return new Problem(
                "body-too-large", 413, "Content too large", "A body has at most " + maxBytes + " bytes here.");
    }

    /** The problem that says no more than a status does. */
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 403 -> new Problem("forbidden", 403, "Forbidden", "This is not allowed.");
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> BODY_TOO_SLOW;
            case 409 -> new Problem("conflict", 409, "Conflict", "The state of the resource does not allow this.");
            case 413 -> new Problem("body-too-large", 413, "Content too large", "The body is too large.");
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> SERVICE_UNAVAILABLE;
            case 504 -> TIMEOUT;
            default ->
                status < 500
                        ? new Problem("bad-request", status, "Bad request", "The request was refused.")
                        : status == 500 ? INTERNAL : BAD_GATEWAY;
        };
    }
}
