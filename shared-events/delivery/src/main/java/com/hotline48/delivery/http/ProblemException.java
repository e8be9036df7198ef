package com.hotline48.delivery.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.http.HttpStatus;

/**
 * A refusal that the client is told as problem details (RFC 9457). Everything in it is safe to show: it never quotes
 * what the client sent beyond codes.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<FieldProblem> errors;
    private final transient Map<String, Object> extensions;
    private final transient Optional<Duration> retryAfter;

    /**
     * One thing wrong with the request.
     *
     * @param pointer JSON pointer of the member, e.g. {@code #/caller/number}, or the name of a header or parameter
     * @param detail what would be right
     */
    public record FieldProblem(String pointer, String detail) {
        public FieldProblem {
            Objects.requireNonNull(pointer, "pointer");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /**
     * @param code kebab-case, last part of the {@code type} URI {@code /problems/<code>}
     * @param detail one sentence for the user
     * @param errors what is wrong, member by member; may be empty
     * @param extensions further members of the problem, e.g. the current version; may be empty
     */
    public ProblemException(
            HttpStatus status,
            String code,
            String detail,
            List<FieldProblem> errors,
            Map<String, Object> extensions,
            Optional<Duration> retryAfter) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.extensions = Map.copyOf(extensions);
        this.retryAfter = retryAfter;
    }

    /** A refusal without further members. */
    public ProblemException(HttpStatus status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of(), Optional.empty());
    }

    /** 400 with one wrong member. */
    public static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "The request is not valid.",
                List.of(new FieldProblem(pointer, detail)),
                Map.of(),
                Optional.empty());
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
