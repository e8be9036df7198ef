package com.hotline48.delivery.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.hotline48.delivery.EngineFaults;
import com.hotline48.delivery.http.ProblemException.FieldProblem;
import com.hotline48.delivery.outbox.DuplicateAggregateException;
import com.hotline48.delivery.outbox.OutboxFullException;
import com.hotline48.delivery.outbox.StaleAggregateException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsatisfiedRequestParameterException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/** What a client is told of a fault: the member or parameter and what would be right, never what was sent. */
final class Problems {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private Problems() {}

    static Problem of(Throwable fault) {
        Optional<ProblemException> refusal = find(fault, ProblemException.class);
        if (refusal.isPresent()) {
            return Problem.of(refusal.get());
        }
        if (find(fault, StaleAggregateException.class).isPresent()) {
            return problem(
                    HttpStatus.CONFLICT, "stale-version", "Somebody else changed it at the same time; read it again.");
        }
        if (find(fault, DuplicateAggregateException.class).isPresent()) {
            return problem(HttpStatus.CONFLICT, "already-exists", "It exists already.");
        }
        if (find(fault, OutboxFullException.class).isPresent() || EngineFaults.isUnavailable(fault)) {
            return Problem.of(new ProblemException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "The service cannot store or publish at present; send the same request again.",
                    List.of(),
                    Map.of(),
                    Optional.of(RETRY)));
        }
        Optional<DataBufferLimitException> tooLarge = find(fault, DataBufferLimitException.class);
        if (tooLarge.isPresent()) {
            return tooLarge();
        }
        if (fault instanceof WebExchangeBindException invalid) {
            return invalid(bindErrors(invalid.getAllErrors()));
        }
        if (fault instanceof HandlerMethodValidationException invalid) {
            return invalid(parameterErrors(invalid.getParameterValidationResults()));
        }
        Optional<JsonProcessingException> json = find(fault, JsonProcessingException.class);
        if (json.isPresent() && (fault instanceof ResponseStatusException || isDecoding(fault))) {
            return invalid(List.of(json(json.get())));
        }
        if (fault instanceof ResponseStatusException status) {
            return status(status);
        }
        if (isDecoding(fault)) {
            return invalid(List.of(new FieldProblem("#", "expected: a JSON object")));
        }
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal-error",
                "Something went wrong here; the correlation id finds it in the log.");
    }

    private static boolean isDecoding(Throwable fault) {
        return find(fault, org.springframework.core.codec.DecodingException.class)
                .isPresent();
    }

    private static Problem status(ResponseStatusException fault) {
        if (fault instanceof MethodNotAllowedException method) {
            HttpHeaders headers = new HttpHeaders();
            headers.setAllow(method.getSupportedMethods());
            return new Problem(
                    HttpStatus.METHOD_NOT_ALLOWED,
                    "method-not-allowed",
                    HttpStatus.METHOD_NOT_ALLOWED.getReasonPhrase(),
                    "This resource takes other methods; see the header Allow.",
                    List.of(),
                    Map.of(),
                    headers);
        }
        if (fault instanceof UnsupportedMediaTypeStatusException media) {
            HttpHeaders headers = new HttpHeaders();
            headers.setAccept(
                    media.getSupportedMediaTypes().isEmpty()
                            ? List.of(MediaType.APPLICATION_JSON)
                            : media.getSupportedMediaTypes());
            return new Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported-media-type",
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE.getReasonPhrase(),
                    "Send the body as application/json in UTF-8.",
                    List.of(new FieldProblem(HttpHeaders.CONTENT_TYPE, "expected: application/json")),
                    Map.of(),
                    headers);
        }
        if (fault instanceof NotAcceptableStatusException) {
            return problem(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "Answers are application/json.");
        }
        if (fault instanceof MissingRequestValueException missing) {
            return invalid(List.of(new FieldProblem(missing.getName(), "is missing")));
        }
        if (fault instanceof UnsatisfiedRequestParameterException) {
            return invalid(List.of(new FieldProblem("query", "a parameter is missing or has another value")));
        }
        if (fault instanceof ServerWebInputException input) {
            return invalid(List.of(input(input)));
        }
        HttpStatusCode status = fault.getStatusCode();
        if (status.value() == HttpStatus.PAYLOAD_TOO_LARGE.value()) {
            return tooLarge();
        }
        if (status.value() == HttpStatus.NOT_FOUND.value()) {
            return problem(HttpStatus.NOT_FOUND, "not-found", "There is nothing under this path.");
        }
        HttpStatus known = Optional.ofNullable(HttpStatus.resolve(status.value()))
                .orElse(status.is4xxClientError() ? HttpStatus.BAD_REQUEST : HttpStatus.INTERNAL_SERVER_ERROR);
        return problem(
                known,
                known.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '-'),
                known.getReasonPhrase() + ".");
    }

    private static FieldProblem input(ServerWebInputException fault) {
        var parameter = fault.getMethodParameter();
        if (parameter == null || parameter.getParameterName() == null) {
            return new FieldProblem("#", "the request could not be read");
        }
        if (parameter.hasParameterAnnotation(org.springframework.web.bind.annotation.RequestBody.class)) {
            return new FieldProblem("#", "is missing: send a JSON object");
        }
        Class<?> type = parameter.nestedIfOptional().getNestedParameterType();
        String expected = type.isEnum()
                ? "one of "
                        + java.util.Arrays.stream(type.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "))
                : described(type);
        return new FieldProblem(name(parameter), "expected: " + expected);
    }

    private static String name(org.springframework.core.MethodParameter parameter) {
        var query = parameter.getParameterAnnotation(org.springframework.web.bind.annotation.RequestParam.class);
        if (query != null && !query.value().isEmpty()) {
            return query.value();
        }
        var path = parameter.getParameterAnnotation(org.springframework.web.bind.annotation.PathVariable.class);
        if (path != null && !path.value().isEmpty()) {
            return path.value();
        }
        return String.valueOf(parameter.getParameterName());
    }

    private static String described(Class<?> type) {
        if (type == java.time.Instant.class) {
            return "an RFC 3339 instant with an offset";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        return "a value of type " + type.getSimpleName();
    }

    private static FieldProblem json(JsonProcessingException fault) {
        if (fault instanceof JsonMappingException mapping) {
            return new FieldProblem(pointer(mapping), mappingDetail(mapping));
        }
        boolean repeated = fault instanceof JsonParseException
                && String.valueOf(fault.getOriginalMessage()).startsWith("Duplicate field");
        var location = fault.getLocation();
        String where =
                location == null ? "" : " near line " + location.getLineNr() + ", column " + location.getColumnNr();
        return new FieldProblem("#", repeated ? "a member is there twice" + where : "is not valid JSON" + where);
    }

    private static String mappingDetail(JsonMappingException fault) {
        if (fault instanceof UnrecognizedPropertyException) {
            return "is not known here";
        }
        if (fault instanceof InvalidFormatException format && format.getTargetType() != null) {
            Class<?> type = format.getTargetType();
            if (type.isEnum()) {
                return "expected: one of "
                        + java.util.Arrays.stream(type.getEnumConstants())
                                .map(Object::toString)
                                .collect(Collectors.joining(", "));
            }
            if (type == String.class || type == java.time.Instant.class) {
                return "expected: "
                        + (type == String.class ? "a text without NUL and unpaired surrogates" : described(type));
            }
            return "expected: " + described(type);
        }
        if (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            Class<?> type = mismatch.getTargetType();
            if (type == String.class) {
                return "expected: a text";
            }
            return Number.class.isAssignableFrom(type) || type.isPrimitive()
                    ? "expected: " + (type == boolean.class ? "true or false" : "a number")
                    : type == Boolean.class
                            ? "expected: true or false"
                            : type == java.util.List.class ? "expected: an array" : "has the wrong JSON type";
        }
        String message = String.valueOf(fault.getOriginalMessage());
        return message.startsWith("Duplicate field") ? "a member is there twice" : "is not a valid value";
    }

    /** RFC 6901, as a URI fragment; names that are not plain are cut down, they came from outside. */
    private static String pointer(JsonMappingException fault) {
        StringBuilder pointer = new StringBuilder("#");
        for (JsonMappingException.Reference step : fault.getPath()) {
            pointer.append('/');
            if (step.getFieldName() != null) {
                String name = step.getFieldName().replaceAll("[^A-Za-z0-9_-]", "?");
                pointer.append(name, 0, Math.min(name.length(), 40));
            } else {
                pointer.append(Math.max(step.getIndex(), 0));
            }
        }
        return pointer.toString();
    }

    private static List<FieldProblem> bindErrors(List<ObjectError> errors) {
        return errors.stream()
                .map(error -> new FieldProblem(
                        error instanceof FieldError field
                                ? "#/"
                                        + field.getField()
                                                .replaceAll("\\[(\\w*)\\]", "/$1")
                                                .replace('.', '/')
                                : "#",
                        Optional.ofNullable(error.getDefaultMessage()).orElse("is not valid")))
                .toList();
    }

    private static List<FieldProblem> parameterErrors(List<ParameterValidationResult> results) {
        List<FieldProblem> errors = new ArrayList<>();
        for (ParameterValidationResult result : results) {
            if (result instanceof org.springframework.validation.method.ParameterErrors bean) {
                errors.addAll(bindErrors(bean.getAllErrors()));
            } else {
                result.getResolvableErrors()
                        .forEach(error -> errors.add(new FieldProblem(
                                name(result.getMethodParameter()),
                                Optional.ofNullable(error.getDefaultMessage()).orElse("is not valid"))));
            }
        }
        return errors;
    }

    private static Problem tooLarge() {
        return problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", "The body is larger than is taken here.");
    }

    private static Problem invalid(List<FieldProblem> errors) {
        return Problem.of(new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-request",
                "The request is not valid.",
                errors,
                Map.of(),
                Optional.empty()));
    }

    private static Problem problem(HttpStatus status, String code, String detail) {
        return Problem.of(new ProblemException(status, code, detail));
    }

    static <T extends Throwable> Optional<T> find(Throwable fault, Class<T> type) {
        for (Throwable t = fault; t != null && t.getCause() != t; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }
}
