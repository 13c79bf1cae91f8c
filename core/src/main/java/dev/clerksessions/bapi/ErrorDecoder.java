package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.ClerkError;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.error.UnexpectedStatusException;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the exception that an answer stands for. The body may be anything, a proxy's page or half a
 * document: whatever of it can be read is kept, and the status always gets through.
 */
final class ErrorDecoder {

  private final URI apiUrl;
  private final String secret;
  private final Clock clock;
  private final int maxBodyBytes;

  ErrorDecoder(ClerkConfig config, Clock clock) {
    apiUrl = config.apiUrl();
    secret = config.secretKey().reveal();
    maxBodyBytes = config.maxBodyBytes();
    this.clock = clock;
  }

  ClerkApiException decode(WireResponse response) {
    String locationHost = locationHost(response);
    if (locationHost != null) {
      return UnexpectedStatusException.redirect(response.status(), locationHost, traceId(response));
    }
    Body body = new Body();
    body.read(response);
    return ClerkApiException.of(
        response.status(),
        body.errors,
        body.traceId == null || body.traceId.isEmpty() ? traceId(response) : body.traceId,
        response.retryAfter(clock));
  }

  private @Nullable String locationHost(WireResponse response) {
    String location = response.header("Location");
    if (location == null || response.status() < 300 || response.status() > 399) {
      return null;
    }
    try {
      String host = apiUrl.resolve(location.strip()).getHost();
      return host == null ? null : withoutSecret(host);
    } catch (IllegalArgumentException e) {
      // It points nowhere, which is what null says.
      return null;
    }
  }

  /** The name that the proxy before the API gives the exchange. */
  @Nullable String traceId(WireResponse response) {
    String ray = response.header("cf-ray");
    return ray == null ? null : withoutSecret(ray);
  }

  // An answer that echoes the request would otherwise bring the key into logs.
  private String withoutSecret(String text) {
    return text.replace(secret, "***");
  }

  private final class Body {

    private final List<ClerkError> errors = new ArrayList<>();
    private @Nullable String traceId;

    void read(WireResponse response) {
      try (JsonParser parser = ContentEncoding.parser(response, maxBodyBytes, null)) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_OBJECT) {
          object(parser);
        } else if (first == JsonToken.START_ARRAY) {
          errors(parser);
        }
      } catch (IOException | MalformedResponseException e) {
        // Not JSON or gzip, or no more of it: what was read up to here is what there is to tell.
        return;
      }
    }

    private void object(JsonParser parser) throws IOException {
      for (String name; (name = parser.nextFieldName()) != null; ) {
        JsonToken token = parser.nextToken();
        if (name.equals("errors") && token == JsonToken.START_ARRAY) {
          errors(parser);
        } else if (name.equals("clerk_trace_id")) {
          traceId = textOrNull(parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private void errors(JsonParser parser) throws IOException {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          error(parser);
        } else {
          parser.skipChildren();
        }
      }
    }

    private void error(JsonParser parser) throws IOException {
      String code = null;
      String message = null;
      String longMessage = null;
      Map<String, @Nullable Object> meta = Map.of();
      try {
        for (String name; (name = parser.nextFieldName()) != null; ) {
          JsonToken token = parser.nextToken();
          switch (name) {
            case "code" -> code = textOrNull(parser);
            case "message" -> message = textOrNull(parser);
            case "long_message" -> longMessage = textOrNull(parser);
            case "meta" -> {
              if (token == JsonToken.START_OBJECT) {
                meta = Json.object(parser, ErrorDecoder.this::withoutSecret);
              } else {
                parser.skipChildren();
              }
            }
            default -> parser.skipChildren();
          }
        }
      } finally {
        // An error that is cut tells what it told before.
        errors.add(new ClerkError(code, message, longMessage, meta));
      }
    }

    private @Nullable String textOrNull(JsonParser parser) throws IOException {
      if (parser.currentToken() == JsonToken.VALUE_STRING) {
        return withoutSecret(parser.getText());
      }
      parser.skipChildren();
      return null;
    }
  }
}
