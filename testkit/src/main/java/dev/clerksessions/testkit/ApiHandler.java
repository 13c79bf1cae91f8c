package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clerksessions.testkit.SessionListApi.Reply;
import dev.clerksessions.testkit.server.ScriptedServer;
import dev.clerksessions.testkit.server.ScriptedServer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** Writes the API's responses to a connection, with the faults that apply to them. */
record ApiHandler(SessionListApi api, Duration latency, SessionListApi.FaultSource faults)
    implements ScriptedServer.Script {

  private static final ApiResponse INVALID_HTTP =
      ApiResponse.refusal(400, "00000000000000000000000000000000", null);

  @Override
  public void answer(Connection connection) throws IOException, InterruptedException {
    RequestHead head = RequestHead.parse(connection.head());
    if (head == null) {
      connection.write(INVALID_HTTP.bytes(true));
      connection.finish();
      return;
    }
    boolean last = !head.persistent() || head.bodyLength() < 0;
    if (!last) {
      connection.skip(head.bodyLength());
    }
    FaultSchedule.await(Fault.delay(latency).begin());
    Reply reply = api.handle(head.method(), head.uri(), head.headers()::get, faults);
    FaultSchedule.await(reply.fault().until());
    if (reply.fault().outcome() == null) {
      ApiResponse response = reply.usual().get();
      connection.write(head.method().equals("HEAD") ? response.head(last) : response.bytes(last));
    } else {
      writeOutcome(connection, reply, reply.fault().outcome(), last);
    }
    if (last) {
      connection.finish();
    }
  }

  private static void writeOutcome(
      Connection connection, Reply reply, FaultOutcome outcome, boolean last) throws IOException {
    if (outcome instanceof FaultOutcome.Refused refused) {
      Duration retryAfter = refused.retryAfter();
      String seconds = retryAfter == null ? null : Long.toString(retryAfter.toSeconds());
      ApiResponse response = ApiResponse.refusal(refused.status(), reply.traceId(), seconds);
      connection.write(response.bytes(last));
    } else if (outcome instanceof FaultOutcome.Throttled throttled) {
      byte[] response = reply.usual().get().bytes(last);
      connection.throttle(new String(response, ISO_8859_1), throttled.pause());
    } else if (outcome == FaultOutcome.Broken.WITHIN_BODY) {
      byte[] response = reply.usual().get().bytes(last);
      connection.write(Arrays.copyOf(response, response.length - 1));
      connection.close();
    } else {
      connection.reset();
    }
  }
}
