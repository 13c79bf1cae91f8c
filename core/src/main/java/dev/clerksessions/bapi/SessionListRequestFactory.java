package dev.clerksessions.bapi;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.transport.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code GET /v1/sessions}. */
final class SessionListRequestFactory {

  private final String target;
  private final WireRequest model;

  SessionListRequestFactory(ClerkConfig config, String transport) {
    target = config.apiUrl() + "/v1/sessions?";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("Accept-Encoding", ContentEncoding.ACCEPTED);
    headers.put("Authorization", "Bearer " + config.secretKey().reveal());
    headers.put("Clerk-API-Version", config.apiVersion());
    headers.put("User-Agent", userAgent(config, transport));
    model = new WireRequest("GET", config.apiUrl(), headers, config.maxBodyBytes());
  }

  WireRequest of(SessionListParams params) {
    StringBuilder uri = new StringBuilder(target.length() + 128).append(target);
    if (params.clientId() != null) {
      uri.append("client_id=").append(encoded(params.clientId())).append('&');
    }
    if (params.userId() != null) {
      uri.append("user_id=").append(encoded(params.userId())).append('&');
    }
    SessionStatus status = params.status();
    if (status != null) {
      uri.append("status=").append(status.value()).append('&');
    }
    uri.append("limit=").append(params.limit());
    uri.append("&offset=").append(params.offset());
    uri.append("&paginated=true");
    return model.to(URI.create(uri.toString()));
  }

  // URLEncoder writes forms, where a space is a plus; %20 is a space to everyone.
  private static String encoded(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String userAgent(ClerkConfig config, String transport) {
    String suffix = config.userAgentSuffix();
    return "clerk-sessions/"
        + Version.CURRENT
        + " (Java "
        + System.getProperty("java.version")
        + "; "
        + transport
        + ")"
        + (suffix == null ? "" : " " + suffix);
  }
}
